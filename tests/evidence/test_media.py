"""What is found inside a file decides, not its name: the sniffing rows of the hostile corpus."""

import re

import pytest

from odr.evidence.media import kind_of, require_accepted
from odr.evidence.refusals import KindNotAccepted
from tests.evidence.helpers import PDF, TEXT, elf, photograph, picture, portable_executable

PAGE = b"<html><body><script>alert(1)</script></body></html>"

TAKEN = {
    "photograph": (photograph(), "image/jpeg"),
    "png": (picture("PNG"), "image/png"),
    "webp": (picture("WEBP"), "image/webp"),
    "gif": (picture("GIF"), "image/gif"),
    "pdf": (PDF, "application/pdf"),
    "text": (TEXT, "text/plain"),
    "text of an older program": ("Grüße aus Köln\n".encode("latin-1"), "text/plain"),
    "text in UTF-16": (b"\xff\xfe" + "Where is it?".encode("utf-16le"), "text/plain"),
    "a chat export, which reads as a table": (b"a,b,c\n1,2,3\n4,5,6\n", "text/plain"),
    "mp4": (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41", "video/mp4"),
    "a telephone's film": (b"\0\0\0\x14ftypqt  \0\0\2\0qt  ", "video/quicktime"),
    "a voice message": (b"\0\0\0\x20ftypM4A \0\0\2\0M4A mp42isom", "audio/mp4"),
    "e-mail with its attachments": (
        b"Received: from x by y\nFrom: a@b\nTo: c@d\nSubject: hi\nMessage-ID: <a@b>\n\nbody",
        "message/rfc822",
    ),
    "contact": (b"BEGIN:VCARD\nVERSION:3.0\nFN:Mia\nEND:VCARD\n", "text/plain"),
    "gif with a page behind it": (picture("GIF") + PAGE, "image/gif"),
    "pdf with a page in it": (b"%PDF-1.4\n" + PAGE, "application/pdf"),
    "jpeg with an archive behind it": (photograph() + b"PK\x03\x04" + bytes(30), "image/jpeg"),
}

REFUSED = {
    "page called a picture": PAGE,
    "page behind blanks": b" " * 3000 + PAGE,
    "page in UTF-16": b"\xff\xfe" + PAGE.decode().encode("utf-16le"),
    "drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "drawing that reads files": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">'
    b'<image href="file:///etc/passwd"/></svg>',
    "program of Windows": portable_executable(),
    "program of Linux": elf(),
    "shell script": b"#!/bin/sh\nrm -rf /\n",
    "shell script behind a byte order mark": b"\xef\xbb\xbf#!/bin/sh\nrm -rf /\n",
    "script of Python": b"#!/usr/bin/env python3\nimport os\n",
    "script of PHP": b"<?php system($_GET[0]); ?>",
    "batch file": b"@echo off\r\ndel *.*\r\n",
    "text with bytes in it": b"BM" + bytes(50),
    "bytes": bytes(range(256)) * 4,
    "picture that no browser shows": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_can_be_evidence_is_taken(name: str):
    body, kind = TAKEN[name]
    assert kind_of(body) == kind
    require_accepted(kind)


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_harm_is_refused_with_a_way_out(name: str):
    with pytest.raises(KindNotAccepted) as refused:
        require_accepted(kind_of(REFUSED[name]))
    assert re.search(r"[Hh]and (in|it|that|them)\b", refused.value.message)
