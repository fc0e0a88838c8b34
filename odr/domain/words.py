"""Words that can be erased. An entry seals only a commitment to them; the words themselves lie beside the docket."""


class Beside:
    """What lies beside the docket. `body` is None once it was erased; `commitment` is set when it was sealed."""

    __slots__ = ("body", "commitment")

    def __init__(self, body: str | None = None, commitment: str = "") -> None:
        self.body = body
        self.commitment = commitment

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.body == other.body

    def __hash__(self) -> int:
        return hash(self.body)


class Text(Beside):
    """Words somebody wrote."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Text({len(self.body)} characters)" if self.body is not None else "Text(erased)"


class Secret(Beside):
    """An amount that only its author may see, in minor units. It tells nobody how long it is."""

    __slots__ = ()

    @property
    def minor(self) -> int | None:
        """The amount; None once it was erased."""
        return int(self.body) if self.body is not None else None

    def __repr__(self) -> str:
        return "Secret()"
