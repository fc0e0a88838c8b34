"""Attacks on a sealed record. Most run the examination in this process; the way through the child is tested too."""

import random
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.generic import DictionaryObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers.functions import sign_pdf
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata

from odr.records import verify as verifying
from odr.records.examine import examine
from odr.records.findings import Question, Registered, State
from odr.records.keys import development_key
from odr.records.seal import LEVEL, seal
from odr.records.verify import Unusable, verify, verify_bytes
from tests.records.conftest import SEALED_AT


@pytest.fixture
def anchor(key):
    return x509.load_pem_x509_certificate(key.anchor)


@pytest.fixture
def judge(key):
    """The finding on a file, for somebody who knows the service's key."""
    return lambda pdf: examine(Question(pdf, (), (key.spki,)))


def gap(pdf):
    """Where the seal's own bytes begin and end: the one place that no signature covers."""
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    _, before, resume, _ = map(int, signature.byte_range)
    return before + 1, resume - 1


def changed(pdf, position, byte):
    return pdf[:position] + byte + pdf[position + 1 :]


def flipped(pdf, position, mask=1):
    return changed(pdf, position, bytes([pdf[position] ^ mask]))


def updated(pdf, change):
    """The file with an update appended, as an editor would save it."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_record_as_issued_passes(judge, sealed, key):
    finding = judge(sealed)
    assert finding.state is State.PASSED
    assert (finding.level, finding.key, finding.claimed_at) == (LEVEL, key.spki, SEALED_AT)
    assert (finding.case_number, finding.reader) == ("KE-2026-000142-7", "Anna Kowalska, complainant")


def test_the_authoritys_certificate_is_enough(sealed, anchor):
    assert examine(Question(sealed, (anchor.public_bytes(Encoding.DER),), ())).state is State.PASSED


def test_without_a_key_nobody_can_say_whose_seal_it_is(sealed):
    finding = examine(Question(sealed, (), ()))
    assert finding.state is State.INDETERMINATE
    assert "no certificate or key was given" in finding.reason


def test_a_broken_seal_is_broken_whoever_made_it(sealed):
    assert examine(Question(flipped(sealed, 2000), (), ())).state is State.FAILED


def test_one_changed_byte_of_the_pages_fails(judge, sealed):
    finding = judge(flipped(sealed, sealed.index(b"stream") + 20))
    assert finding.state is State.FAILED


def test_any_changed_bit_outside_the_seal_fails(judge, sealed):
    chance = random.Random(20260520)
    start, end = gap(sealed)
    for _ in range(40):
        position = chance.choice([chance.randrange(9, start), chance.randrange(end, len(sealed))])
        assert judge(flipped(sealed, position, 1 << chance.randrange(8))).state is State.FAILED, position


def test_any_changed_digit_of_the_seal_fails(judge, sealed):
    """B-B leaves nothing in the seal open: signed, or fixed by the encoding, or a certificate that must fit."""
    chance = random.Random(20260521)
    start, end = gap(sealed)
    used = len(sealed[start:end].rstrip(b"0"))
    for position in (start + chance.randrange(used) for _ in range(60)):
        other = chance.choice([digit for digit in b"0123456789ABCDEF" if digit != sealed[position]])
        assert judge(changed(sealed, position, bytes([other]))).state is State.FAILED, position - start


def test_the_room_after_the_seal_is_empty(judge, sealed):
    _, end = gap(sealed)
    assert "encoded" in judge(changed(sealed, end - 7, b"1")).reason


def test_small_letters_in_the_seal_fail(judge, sealed):
    start, end = gap(sealed)
    assert "written" in judge(sealed[:start] + sealed[start:end].lower() + sealed[end:]).reason


@pytest.mark.parametrize("tail", [b"\n", b"%", b"\0", b"garbage after the end"])
def test_bytes_after_the_end_fail(judge, sealed, tail):
    assert "whole file" in judge(sealed + tail).reason


def test_a_file_cut_short_fails(judge, sealed):
    assert judge(sealed[:-1]).state is State.FAILED
    assert judge(sealed[: len(sealed) // 2]).state is State.FAILED


def test_a_note_added_to_a_page_fails(judge, sealed):
    def annotate(writer):
        note = {"/Type": "/Annot", "/Subtype": "/Text"}
        page = writer.root["/Pages"]["/Kids"][0].get_object()
        entries = {pdf_name(name): pdf_name(value) for name, value in note.items()}
        page["/Annots"].append(writer.add_object(DictionaryObject(entries)))
        writer.update_container(page)

    assert "whole file" in judge(updated(sealed, annotate)).reason


def test_metadata_replaced_after_sealing_fails(judge, sealed):
    assert "whole file" in judge(updated(sealed, lambda writer: writer.update_root())).reason


def test_data_replaced_after_sealing_fail(judge, sealed):
    def replace_data(writer):
        names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
        stream = names[1]["/EF"]["/F"]
        stream._data = stream.data.replace(b"KE-2026-000142-7", b"KE-2026-000142-8")
        stream._encoded_data = None
        writer.update_container(stream)

    finding = judge(updated(sealed, replace_data))
    assert finding.case_number == "KE-2026-000142-8"
    assert (finding.state, "whole file" in finding.reason) == (State.FAILED, True)


def test_data_replaced_inside_the_file_fail(judge, sealed):
    assert judge(flipped(sealed, sealed.index(b"/EmbeddedFile") + 400)).state is State.FAILED


def test_a_look_alike_signer_fails(judge, small, tmp_path):
    look_alike = development_key(tmp_path)
    finding = judge(seal(small, look_alike, SEALED_AT))
    assert finding.state is State.FAILED
    assert "another key" in finding.reason


def test_a_look_alike_authority_fails(sealed, small, tmp_path, anchor):
    look_alike = development_key(tmp_path)
    forged = seal(small, look_alike, SEALED_AT)
    assert examine(Question(forged, (anchor.public_bytes(Encoding.DER),), ())).state is State.FAILED


def test_a_record_whose_seal_was_removed_fails(judge, small):
    assert judge(small).reason == "The file has no seal."


def test_a_seal_in_another_field_fails(judge, small, key):
    reader = PdfFileReader(BytesIO(small))
    assert reader.root["/AcroForm"]["/Fields"][0]["/T"] == "Seal"
    elsewhere = small.replace(b"/T (Seal)", b"/T (Sael)")
    assert elsewhere != small
    terms = PdfSignatureMetadata(field_name="Sael", md_algorithm="sha256")
    signed = sign_pdf(IncrementalPdfFileWriter(BytesIO(elsewhere)), terms, key.signer).getvalue()
    assert "'Sael'" in judge(signed).reason


def test_a_second_field_fails(judge, small, key):
    terms = PdfSignatureMetadata(field_name="Other", md_algorithm="sha256")
    signed = sign_pdf(IncrementalPdfFileWriter(BytesIO(small)), terms, key.signer).getvalue()
    assert "more than the one seal" in judge(signed).reason


class OneRecord:
    """A register that knows one file, or none."""

    def __init__(self, digest, record, keys):
        self.digest, self.known, self.known_keys = digest, record, keys

    def record(self, digest):
        return self.known if digest == self.digest else None

    def keys(self):
        return self.known_keys


def test_the_two_facts_are_told_apart(sealed, anchor):
    verdict = verify_bytes(sealed, trust=[anchor])
    assert (verdict.seal.state, verdict.register.state) == (State.PASSED, Registered.NOT_CHECKED)
    assert verdict.exit_code == 3


def test_a_well_sealed_file_can_still_not_be_the_registered_one(small, sealed, key):
    """Sealing twice gives two files: the seal holds on both, the register knows one."""
    again = seal(small, key, SEALED_AT)
    assert again != sealed
    verdict = verify_bytes(again, register=OneRecord("another", None, (key.spki,)))
    assert (verdict.seal.state, verdict.register.state) == (State.PASSED, Registered.NOT_FOUND)
    assert verdict.exit_code == 2


def test_a_broken_seal_comes_before_the_register(sealed, key):
    verdict = verify_bytes(flipped(sealed, 2000), register=OneRecord("another", None, (key.spki,)))
    assert verdict.exit_code == 1


@pytest.mark.parametrize("data", [b"", b"not a PDF", b"\x89PNG\r\n"])
def test_what_is_no_pdf_is_unusable(tmp_path, data):
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(Unusable, match="not a PDF"):
        verify(path)


def test_a_file_that_is_too_large_is_unusable(tmp_path, monkeypatch, sealed):
    monkeypatch.setattr(verifying, "LARGEST", len(sealed) - 1)
    path = tmp_path / "record.pdf"
    path.write_bytes(sealed)
    with pytest.raises(Unusable, match="larger"):
        verify(path)


def test_a_missing_file_and_a_strange_certificate_are_unusable(tmp_path, sealed):
    with pytest.raises(Unusable, match="cannot be read"):
        verify(tmp_path / "none.pdf")
    record, certificate = tmp_path / "record.pdf", tmp_path / "certificate.pem"
    record.write_bytes(sealed)
    certificate.write_bytes(b"-----BEGIN nothing")
    with pytest.raises(Unusable, match="not a certificate"):
        verify(record, trust=[certificate])


def test_an_examination_that_takes_too_long_decides_nothing(monkeypatch, sealed):
    monkeypatch.setattr(verifying, "SECONDS", 0.05)
    assert verify_bytes(sealed).seal.state is State.INDETERMINATE


def test_a_pdf_that_is_no_record_fails():
    assert verify_bytes(b"%PDF-2.0\nnothing else").seal.state is State.FAILED
