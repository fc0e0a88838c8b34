"""Words that can be erased. An entry seals only a commitment to them; the words themselves lie beside the docket."""


class Text:
    """Words somebody wrote. `body` is None once they were erased; `commitment` is set when they were sealed."""

    __slots__ = ("body", "commitment")

    def __init__(self, body: str | None = None, commitment: str = "") -> None:
        self.body = body
        self.commitment = commitment

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.body == other.body

    def __hash__(self) -> int:
        return hash(self.body)

    def __repr__(self) -> str:
        return f"Text({len(self.body)} characters)" if self.body is not None else "Text(erased)"
