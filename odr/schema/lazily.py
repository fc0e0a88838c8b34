"""Types whose parts are made when they are first read: a page costs what was asked of it.

To the schema they are plain attributes of an ordinary object.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Parts = Mapping[str, Callable[[Any], Any]]
Kind = TypeVar("Kind", bound="Lazily")


class Lazily:
    """Base of such types. `parts` names, for every field, the function that makes it from the source."""

    @classmethod
    def of(cls: type[Kind], source: Any, parts: Parts) -> Kind:
        """An object of this type that knows its source and makes each part once."""
        made = object.__new__(cls)
        made.__dict__["__source__"] = source
        made.__dict__["__parts__"] = parts
        return made

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet."""
        try:
            make = self.__dict__["__parts__"][name]
        except KeyError:
            raise AttributeError(name) from None
        part = self.__dict__[name] = make(self.__dict__["__source__"])
        return part
