"""File names are data: refused when they cannot be kept, harmless when they are shown."""

import pytest

from odr.evidence.names import accept_name, disposition, download_name
from odr.evidence.refusals import FileNameNotValid


@pytest.mark.parametrize("name", ["", "   ", "a\0b.jpg", "x" * 256, "lone \ud800.jpg"])
def test_a_name_that_cannot_be_kept_is_refused(name: str):
    with pytest.raises(FileNameNotValid):
        accept_name(name)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\r\nSet-Cookie: x=1", "x" * 255, "Rechnung №5 ☃.pdf", "\u202egpj.exe"]
)
def test_every_other_name_is_kept_as_it_is(name: str):
    assert accept_name(name) == name


@pytest.mark.parametrize(
    ("name", "media_type", "saved"),
    [
        ("crack.jpg", "image/jpeg", "crack.jpg"),
        ("crack.JPEG", "image/jpeg", "crack.JPEG"),
        ("../../etc/passwd", "text/plain", "_.._etc_passwd.txt"),
        ("C:\\fakepath\\crack.jpg", "image/jpeg", "C__fakepath_crack.jpg"),
        ("invoice.html", "image/gif", "invoice.html.gif"),
        ("invoice.pdf.exe", "application/pdf", "invoice.pdf.exe.pdf"),
        ("photo\u202egpj.exe", "image/jpeg", "photo_gpj.exe.jpg"),
        ("a\r\nSet-Cookie: x=1.png", "image/png", "a__Set-Cookie_ x=1.png"),
        ("...", "application/pdf", "file.pdf"),
        ("x" * 255, "text/plain", "x" * 120 + ".txt"),
    ],
)
def test_a_file_is_saved_as_what_it_is(name: str, media_type: str, saved: str):
    assert download_name(name, media_type) == saved


def test_the_header_is_one_line_of_ascii():
    header = disposition('Größe "5"\r\nX: y.pdf', "application/pdf")
    assert header == "attachment; filename=\"Gr__e _5___X_ y.pdf\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20_5___X_%20y.pdf"
