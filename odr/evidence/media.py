"""What kind of file it is, found by looking into it. Neither its name nor the declared type is believed."""

from functools import cache

import magic

from odr.evidence.refusals import KindNotAccepted

HEAD = 1024 * 1024
"""How many of the first bytes are looked at."""

EXTENSIONS: dict[str, tuple[str, ...]] = {
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "image/gif": (".gif",),
    "application/pdf": (".pdf",),
    "text/plain": (".txt", ".log"),
    "video/mp4": (".mp4", ".m4v"),
    "video/quicktime": (".mov", ".qt"),
    "video/webm": (".webm",),
    "audio/mpeg": (".mp3",),
    "audio/mp4": (".m4a",),
    "audio/ogg": (".ogg", ".oga", ".opus"),
    "message/rfc822": (".eml",),
    "application/zip": (".zip",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
}
"""What is taken as evidence, with the extensions it may be saved under, the usual one first."""

_SAME_AS = {
    "text/csv": "text/plain",
    "text/vcard": "text/plain",
    "application/vnd.ms-word.document.macroEnabled.12": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    "video/x-m4v": "video/mp4",
    "audio/x-m4a": "audio/mp4",
}
"""Names libmagic has for what is kept under another: a chat export reads as text/csv."""

_BYTES = "application/octet-stream"
_SAVE_AS_PDF = "Open it, save or print it as PDF, and hand in the PDF."
_PHOTOGRAPH = "Take a screenshot or a photograph, or save it as PDF, and hand that in."
_EXTRACT = "Take the files out and hand them in one by one."
_ADVICE: dict[str, tuple[str, str]] = {
    "text/html": ("a web page", _PHOTOGRAPH),
    "image/svg+xml": ("an SVG drawing", "Save it as PNG and hand in the PNG."),
    "image/heic": ("a HEIC picture", "Save it as JPEG and hand in the JPEG."),
    "image/heif": ("a HEIF picture", "Save it as JPEG and hand in the JPEG."),
    "image/avif": ("an AVIF picture", "Save it as JPEG and hand in the JPEG."),
    "image/tiff": ("a TIFF picture", "Save it as JPEG or PDF and hand in that."),
    "application/msword": ("a Word document", _SAVE_AS_PDF),
    "text/rtf": ("a text document", _SAVE_AS_PDF),
    "application/gzip": ("an archive", _EXTRACT),
    "application/x-rar": ("an archive", _EXTRACT),
    "application/x-7z-compressed": ("an archive", _EXTRACT),
    "text/x-shellscript": ("a program", _PHOTOGRAPH),
}
_OFFICE = ("an office document", _SAVE_AS_PDF)
_PROGRAM = ("a program", _PHOTOGRAPH)
_UNKNOWN = ("of a kind we do not know", "Hand in a JPEG, PNG, WebP or GIF picture, a PDF, plain text, or a video.")


def kind_of(head: bytes) -> str:
    """The media type of a file, from its first `HEAD` bytes."""
    found, _, charset = _libmagic().from_buffer(head[:HEAD]).partition("; charset=")
    kind = _SAME_AS.get(found, found)
    return _BYTES if kind == "text/plain" and charset == "binary" else kind


def is_taken(kind: str) -> bool:
    """Whether this can be evidence."""
    return kind in EXTENSIONS


def require_accepted(kind: str) -> None:
    """Let only what can be evidence pass. Refuses: KindNotAccepted, with what to do instead."""
    if not is_taken(kind):
        raise refused_kind(kind)


def refused_kind(kind: str, held: str = "") -> KindNotAccepted:
    """What to tell whoever handed in a file of a kind that is not taken, or an archive that `held` such a one."""
    if held:
        return KindNotAccepted(found=f"an archive that holds {_described(held)[0]}", advice=_EXTRACT)
    what, advice = _described(kind)
    return KindNotAccepted(found=what, advice=advice)


def _described(kind: str) -> tuple[str, str]:
    if kind in _ADVICE:
        return _ADVICE[kind]
    if kind.startswith(("application/vnd.openxmlformats", "application/vnd.oasis", "application/vnd.ms-")):
        return _OFFICE
    if kind.startswith("text/x-") or "executable" in kind or kind.endswith(("dosexec", "sharedlib", "shortcut")):
        return _PROGRAM
    return _UNKNOWN


@cache
def _libmagic() -> magic.Magic:
    """Loaded once; it locks itself against use by two threads."""
    return magic.Magic(mime=True, mime_encoding=True)
