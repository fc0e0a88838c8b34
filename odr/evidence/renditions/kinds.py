"""Which kinds of files can be shown, and by which module."""

import shutil

PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif")
FILMS = {
    "video/mp4": "mov",
    "video/quicktime": "mov",
    "video/webm": "matroska",
    "audio/mpeg": "mp3",
    "audio/mp4": "mov",
    "audio/ogg": "ogg",
}
"""The one demuxer that reads each kind: none of them follows a playlist."""
PDF, MAIL, ZIP, TEXT = "application/pdf", "message/rfc822", "application/zip", "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN_BY = dict.fromkeys(PICTURES, "pictures") | dict.fromkeys(FILMS, "films")
SHOWN_BY |= {PDF: "pages", MAIL: "mails", ZIP: "archives", DOCX: "documents", TEXT: "texts"}
EXAMINED_BY = {PDF: "pages_examined", ZIP: "archives", DOCX: "archives"}
"""The modules of this package. Only the process of `child.py` loads them, and only the one for its file."""


def can_show(kind: str) -> bool:
    """Whether renditions of this kind can be made on this machine."""
    return kind in SHOWN_BY and (kind not in FILMS or shutil.which("ffmpeg") is not None)
