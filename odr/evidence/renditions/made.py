"""What the process that makes renditions answers: read by the service, which believes none of it unchecked."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a rendition shows."""

    PICTURE = "PICTURE"
    PAGE = "PAGE"
    POSTER = "POSTER"
    """One frame of a film."""
    FILM = "FILM"
    SOUND = "SOUND"
    TEXT = "TEXT"


WEBP, TEXT, MP4, M4A = "image/webp", "text/plain", "video/mp4", "audio/mp4"
TYPES = {
    Kind.PICTURE: WEBP,
    Kind.PAGE: WEBP,
    Kind.POSTER: WEBP,
    Kind.FILM: MP4,
    Kind.SOUND: M4A,
    Kind.TEXT: TEXT,
}
"""Nothing else goes out inline."""


class Active(StrEnum):
    """What in a file could act by itself when a program opens it. Renditions have none of it."""

    JAVASCRIPT = "JAVASCRIPT"
    ACTS_WHEN_OPENED = "ACTS_WHEN_OPENED"
    STARTS_PROGRAMS = "STARTS_PROGRAMS"
    HOLDS_FILES = "HOLDS_FILES"
    SENDS_FORMS = "SENDS_FORMS"
    MACROS = "MACROS"
    LOADS_FROM_ELSEWHERE = "LOADS_FROM_ELSEWHERE"


class Trouble(StrEnum):
    """Why a file cannot be looked into."""

    LOCKED = "LOCKED"
    TOO_MUCH = "TOO_MUCH"
    HOLDS_OTHER_KIND = "HOLDS_OTHER_KIND"


@dataclass(frozen=True, slots=True)
class Made:
    """One rendition in the folder of the process. Sizes in pixels, where it has any."""

    file: str
    kind: Kind
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that was made. `whole`: how many pages there are, where fewer are shown."""

    made: tuple[Made, ...]
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """What a document or an archive is and holds."""

    kind: str
    trouble: Trouble | None = None
    active: tuple[Active, ...] = ()
    holds: str = ""
    """The kind that is not taken, with `HOLDS_OTHER_KIND`."""


class CannotShow(Exception):
    """This file cannot be shown, however often it is tried."""
