"""Why an act on a rulebook was refused: one class per reason, whose docstring is the message."""

from odr.domain.refusals import Refused


class SecondPersonNeeded(Refused):
    """You wrote the last words of this draft. Ask a second person to read it and to publish it."""


class DraftChanged(Refused):
    """Somebody changed this draft since you read it. Read it again; the words you sent are not lost on your page."""

    field = "hash"


class RulebookHasErrors(Refused):
    """{what} Correct the draft, then publish it: {to_do} Errors in all: {count}."""

    field = "draft"


class RulebookNameTaken(Refused):
    """The name {name} belongs to another procedure, or to a version before. Give the draft a name of its own."""

    field = "draft"


class InForceTooEarly(Refused):
    """A procedure holds from today on or later. Write in_force_from = {today} or a later day into the draft."""

    field = "draft"
