from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pyhanko.pdf_utils.reader import PdfFileReader

from odr.records.examine import examine
from odr.records.findings import Question, State
from odr.records.keys import DEVELOPMENT, KeyRefused, development_key, sealing_key, spki_of
from odr.records.seal import seal
from odr.settings import Settings
from tests.records.conftest import SEALED_AT


def operator_key(folder: Path, bits: int = 3072, password: str = "pass") -> Path:
    """A PKCS#12 file such as an operator would bring: a self-signed RSA key."""
    key = rsa.generate_private_key(65537, bits)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Disputes Example")])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).add_extension(usage, critical=True)
    builder = builder.not_valid_before(datetime(2026, 1, 1)).not_valid_after(datetime(2028, 1, 1))
    certificate = builder.sign(key, hashes.SHA256())
    locked = BestAvailableEncryption(password.encode())
    path = folder / "operator.p12"
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"seal", key, certificate, None, locked))
    return path


def settings(mode: str, folder: Path, key: Path | None = None, password: str = "") -> Settings:
    return Settings(mode=mode, data_dir=folder, signing_key=key, signing_key_password=password)


def test_the_unsealed_record_is_the_beginning_of_the_sealed_one(small, sealed):
    assert sealed.startswith(small)


def test_another_program_finds_the_signature_valid(sealed, tool):
    report = tool("pdfsig", "-nocert", "FILE", pdf=sealed)
    assert "Signature Validation: Signature is Valid." in report
    assert "Total document signed" in report
    assert "ETSI.CAdES.detached" in report


def test_a_sealed_file_is_sound(sealed, tool):
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", "FILE", pdf=sealed)


def test_the_seal_permits_no_change_and_claims_the_given_time(sealed):
    (signature,) = PdfFileReader(BytesIO(sealed)).embedded_signatures
    assert signature.docmdp_level.name == "NO_CHANGES"
    assert signature.self_reported_timestamp == SEALED_AT


def test_sealing_leaves_the_metadata_alone(small, sealed):
    def metadata(pdf):
        return PdfFileReader(BytesIO(pdf)).root["/Metadata"].data

    assert metadata(sealed) == metadata(small)


def test_the_development_key_says_what_it_is(key):
    assert key.development
    assert DEVELOPMENT in key.signer.signing_cert.subject.human_friendly


def test_the_development_key_is_made_once(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(development_key, [tmp_path] * 4))
    assert len({key.spki for key in keys}) == 1


def test_nobody_else_may_read_the_development_key(key_folder, key):
    assert (key_folder / "keys" / "development.p12").stat().st_mode & 0o077 == 0


def test_production_needs_a_key(tmp_path):
    with pytest.raises(KeyRefused, match="ODR_SIGNING_KEY"):
        sealing_key(settings("production", tmp_path))
    assert not (tmp_path / "keys").exists()


def test_production_refuses_the_development_key_even_when_it_is_named(key_folder, key):
    with pytest.raises(KeyRefused, match="development key"):
        sealing_key(settings("production", key_folder, key_folder / "keys" / "development.p12"))


def test_an_operators_key_seals_in_production(tmp_path, small, tool):
    own = sealing_key(settings("production", tmp_path, operator_key(tmp_path), "pass"))
    assert not own.development
    assert own.spki == spki_of(x509.load_pem_x509_certificate(own.anchor))
    sealed = seal(small, own, SEALED_AT)
    assert "Signature is Valid" in tool("pdfsig", "-nocert", "FILE", pdf=sealed)
    assert examine(Question(sealed, (), (own.spki,))).state is State.PASSED


def test_a_wrong_password_is_told(tmp_path):
    with pytest.raises(KeyRefused, match="cannot be read"):
        sealing_key(settings("production", tmp_path, operator_key(tmp_path), "other"))


def test_a_weak_key_is_refused(tmp_path):
    with pytest.raises(KeyRefused, match="3072"):
        sealing_key(settings("production", tmp_path, operator_key(tmp_path, bits=2048), "pass"))


def test_a_missing_key_file_is_told(tmp_path):
    with pytest.raises(KeyRefused, match="cannot be read"):
        sealing_key(settings("production", tmp_path, tmp_path / "none.p12"))
