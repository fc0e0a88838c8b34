"""GraphQL documents of the demo: a mutation by its name, with the refusals and what else is wanted of the answer."""


def act(name: str, wanted: str = "") -> str:
    """The document of one mutation. Literals never stand in it: the input comes as a variable."""
    kind = name[0].upper() + name[1:]
    answer = f"userErrors {{ code field message }} {wanted}".strip()
    return f"mutation {kind}($input: {kind}Input!) {{ {name}(input: $input) {{ {answer} }} }}"
