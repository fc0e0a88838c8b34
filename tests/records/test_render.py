import re
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from odr.records import render as rendering
from odr.records.attached import attached_json
from odr.records.content import to_json
from odr.records.paint import NoFetcher
from odr.records.render import MissingGlyphs, RenderFailed, render
from tests.records.cases import RICH, SCRIPTS, SMALL, saying

A4_WIDTH = 595.3  # points
MARGIN = 62.4
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"""


@pytest.fixture
def only_fonts(tmp_path, monkeypatch):
    """Lets the renderer see no fonts but the named families."""

    def only(*families: str) -> None:
        folder = tmp_path / "fonts"
        folder.mkdir()
        for family in families:
            command = ["fc-match", "-f", "%{file}", family]
            file = Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            (folder / file.name).symlink_to(file)
        configuration = tmp_path / "fonts.conf"
        configuration.write_text(FONTS.format(folder=folder))
        monkeypatch.setenv("FONTCONFIG_FILE", str(configuration))

    return only


def pages_of(tool, pdf):
    """The text of each page as another program reads it."""
    return tool("pdftotext", "-raw", "FILE", "-", pdf=pdf).split("\f")[:-1]


def test_every_script_is_shown_in_its_own_font(rich, tool):
    fonts = tool("pdffonts", "FILE", pdf=rich)
    for script in ("Arabic", "Devanagari", "CJK-SC", "CJK-JP", "CJK-KR"):
        assert f"Noto-Sans-{script} " in fonts


@pytest.mark.parametrize("language", ["el", "zh-Hans", "ja", "ko", "pl"])
def test_scripts_that_are_not_reshaped_can_be_copied(rich, tool, language):
    assert SCRIPTS[language] in " ".join(pages_of(tool, rich)).replace("\n", " ")


def test_arabic_stands_on_the_right(rich, tool):
    words = tool("pdftotext", "-bbox", "FILE", "-", pdf=rich)
    right_edge = max(float(edge) for edge in re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">[\u0600-\u06ff]', words))
    assert right_edge > A4_WIDTH - MARGIN - 20


def test_a_character_without_a_font_is_an_error(only_fonts):
    only_fonts("Noto Sans")
    with pytest.raises(MissingGlyphs, match="灯"):
        render(saying(SCRIPTS["zh-Hans"]))


def test_no_fonts_at_all_are_an_error(only_fonts):
    only_fonts()
    with pytest.raises(RenderFailed):
        render(SMALL)


def test_one_font_is_enough_for_what_it_covers(only_fonts):
    only_fonts("Noto Sans")
    assert render(saying(SCRIPTS["el"])).startswith(b"%PDF-2.0")


def test_two_renderings_are_the_same_bytes(small):
    assert render(SMALL) == small


def test_another_content_has_another_identity(small):
    def identity(pdf):
        return bytes(pikepdf.open(BytesIO(pdf)).trailer["/ID"][0])

    assert identity(render(saying("Other words."))) != identity(small)


def test_the_data_attached_are_the_content(rich):
    assert attached_json(PdfFileReader(BytesIO(rich))) == to_json(RICH)


def test_the_data_are_the_source_and_named_once(rich):
    with pikepdf.open(BytesIO(rich)) as pdf:
        (attached,) = pdf.Root.AF
        assert attached.AFRelationship == "/Source"
        assert attached.EF.F.Params.ModDate == "D:20260520144000Z"


def test_the_pages_are_tagged_and_their_language_is_named(rich):
    with pikepdf.open(BytesIO(rich)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en"
        assert pdf.Root.StructTreeRoot.K[0].S == "/Document"


def test_the_seal_has_its_place_in_the_structure(rich):
    with pikepdf.open(BytesIO(rich)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        form = pdf.Root.StructTreeRoot.K[0].K[-1]
        assert (field.T, form.S, form.K[0].Obj.objgen) == ("Seal", "/Form", field.objgen)


def test_nothing_is_packed_into_object_streams(rich):
    assert b"/ObjStm" not in rich


def test_an_independent_tool_finds_no_fault(rich, tool):
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", "FILE", pdf=rich)


def test_words_are_never_markup(tool):
    hostile = '<img src="file:///etc/hostname"><script>1</script>&amp;'
    assert any(hostile in page for page in pages_of(tool, render(saying(hostile))))


def test_the_renderer_loads_nothing():
    with pytest.raises(FatalURLFetchingError):
        HTML(string='<img src="file:///etc/hostname">', url_fetcher=NoFetcher()).render()


def test_the_development_key_is_named_on_every_page(rich, tool):
    pages = pages_of(tool, render(replace(RICH, development_key=True)))
    assert len(pages) > 2
    assert all("Development key: not trusted" in page for page in pages)
    assert not any("Development key" in page for page in pages_of(tool, rich))


def test_every_page_names_the_case_and_its_number(rich, tool):
    pages = pages_of(tool, rich)
    for number, page in enumerate(pages, 1):
        assert "Record of case KE-2026-000142-7" in page
        assert f"Page {number} of {len(pages)}" in page


def test_the_record_says_what_it_is(small, tool):
    assert "A record proves, it does not bind." in pages_of(tool, small)[0]


def test_erased_words_are_told(rich, tool):
    assert any("These words have been erased." in page for page in pages_of(tool, rich))


def test_a_renderer_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(rendering, "SECONDS", 0.05)
    with pytest.raises(RenderFailed, match="longer than"):
        render(SMALL)
