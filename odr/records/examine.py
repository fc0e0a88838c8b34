"""The verifier's child process (`python -m odr.records.examine`): does the seal of this file hold?

Stricter than viewers of PDF, which accept what was appended after a seal and any certificate, and than
libraries, which accept changed bytes in places that no signature covers. The first of these that applies
fails the file: no seal or several, another field, a seal that does not cover the file to its last byte,
an encoding that is not the only possible one, a broken signature, a strange certificate, another key.
"""

import asyncio
import sys
from dataclasses import replace
from io import BytesIO

import msgspec
from asn1crypto import parser
from asn1crypto.cms import ContentInfo
from asn1crypto.x509 import Certificate as SignedCertificate
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from odr.records.attached import attached_content
from odr.records.chain import BrokenChain, whole_chain
from odr.records.child import bound_this_process
from odr.records.findings import Question, SealFinding, State
from odr.records.finish import SEAL_FIELD
from odr.records.keys import spki_of
from odr.records.seal import LEVEL

HEX = frozenset(b"0123456789ABCDEF")


class Broken(Exception):
    """The seal does not hold; the message says why."""


class Undecided(Exception):
    """Whose seal it is cannot be said; the message says why."""


def examine(question: Question) -> SealFinding:
    """The state of the seal, with the first reason against it."""
    try:
        return _examine(question)
    except Broken as broken:
        return SealFinding(State.FAILED, str(broken))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever parsing trips over, the service never sealed such a file
        return SealFinding(
            State.FAILED, f"The file is damaged: it cannot be read as a sealed PDF ({type(error).__name__})."
        )


def _examine(question: Question) -> SealFinding:
    reader = PdfFileReader(BytesIO(question.pdf))
    seal = _only_seal(reader)
    about = _describe(reader, seal)
    try:
        _require_whole_file(seal, question.pdf)
        _require_one_encoding(seal, question.pdf)
        _require_own_certificates(seal)
        _require_sound(seal, question)
    except Broken as broken:
        return replace(about, state=State.FAILED, reason=str(broken))
    except Undecided as undecided:
        return replace(about, state=State.INDETERMINATE, reason=str(undecided))
    return about


def _only_seal(reader: PdfFileReader) -> EmbeddedPdfSignature:
    fields = reader.root["/AcroForm"]["/Fields"] if "/AcroForm" in reader.root else []
    signatures: list[EmbeddedPdfSignature] = reader.embedded_signatures
    if not signatures:
        raise Broken("The file has no seal.")
    if len(signatures) > 1 or len(fields) > 1:
        raise Broken("The file has more than the one seal of a record.")
    if signatures[0].field_name != SEAL_FIELD:
        raise Broken(f"The seal is in the field {signatures[0].field_name!r}, not in {SEAL_FIELD!r}.")
    return signatures[0]


def _require_whole_file(seal: EmbeddedPdfSignature, pdf: bytes) -> None:
    """The byte range is everything but the one hexadecimal string that holds the seal."""
    start, before, resume, after = (int(number) for number in seal.byte_range)
    if start or resume + after != len(pdf):
        raise Broken("The seal does not cover the whole file: bytes were added after it or left out of it.")
    if pdf[before : before + 1] != b"<" or pdf[resume - 1 : resume] != b">":
        raise Broken("The seal leaves out more of the file than itself.")


def _require_one_encoding(seal: EmbeddedPdfSignature, pdf: bytes) -> None:
    """No signature covers the seal's own bytes, so only one way of writing them is accepted: upper case,
    DER, zeros after it.
    """
    _, before, resume, _ = (int(number) for number in seal.byte_range)
    written = pdf[before + 1 : resume - 1]
    if not HEX.issuperset(written) or len(written) % 2:
        raise Broken("The seal is not written the way the service writes it.")
    data = bytes.fromhex(written.decode())
    length = parser.peek(data)
    encoded, padding = data[:length], data[length:]
    if padding.strip(b"\0") or ContentInfo.load(encoded).dump(force=True) != encoded:
        raise Broken("The seal is not encoded in the only permitted way (DER, then zeros).")
    if encoded != seal.pkcs7_content[:length] or not _has_fixed_frame(seal):
        raise Broken("The seal carries something that it does not sign.")


def _has_fixed_frame(seal: EmbeddedPdfSignature) -> bool:
    """What a seal leaves unsigned has one permitted value each (RFC 5652, 5.1 and 5.3; no attribute unsigned)."""
    outer, inner = seal.signed_data, seal.signer_info
    algorithms = [algorithm.dump() for algorithm in outer["digest_algorithms"]]
    frame = (outer["version"].native, inner["version"].native, outer["encap_content_info"]["content_type"].native)
    nothing = not (
        inner["unsigned_attrs"].native or outer["crls"].native or outer["encap_content_info"]["content"].native
    )
    return frame == ("v1", "v1", "data") and algorithms == [inner["digest_algorithm"].dump()] and nothing


def _require_own_certificates(seal: EmbeddedPdfSignature) -> None:
    """The certificates in the seal are the sealer's and those that issued it, up to a root, and none besides."""
    try:
        whole_chain(_plain(seal.signer_cert), map(_plain, seal.other_embedded_certs))
    except BrokenChain as broken:
        raise Broken("The seal carries a certificate that is damaged or does not belong to it.") from broken


def _plain(certificate: SignedCertificate) -> x509.Certificate:
    return x509.load_der_x509_certificate(certificate.dump())


def _require_sound(seal: EmbeddedPdfSignature, question: Question) -> None:
    """Integrity first, so that a broken seal is called broken whoever made it; then whose it is."""
    key = spki_of(_plain(seal.signer_cert))
    anchors = [SignedCertificate.load(each) for each in question.anchors]
    if key in question.keys:
        anchors.append(seal.signer_cert)
    context = ValidationContext(
        trust_roots=anchors,
        moment=seal.self_reported_timestamp,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    status = asyncio.run(async_validate_pdf_signature(seal, context, context))
    if not status.intact or status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        raise Broken("The file was changed after it was sealed.")
    if not status.valid:
        raise Broken("The signature in the seal is not the key's.")
    if not anchors and not question.keys:
        raise Undecided("The seal is whole, but no certificate or key was given to say whose it is.")
    if not status.trusted:
        raise Broken("The seal was made with another key than those of the service.")


def _describe(reader: PdfFileReader, seal: EmbeddedPdfSignature) -> SealFinding:
    content = attached_content(reader)
    return SealFinding(
        State.PASSED,
        "The file is as it was sealed, and the key is one of the service's.",
        level=LEVEL,
        signer=seal.signer_cert.subject.human_friendly,
        key=spki_of(_plain(seal.signer_cert)),
        claimed_at=seal.self_reported_timestamp,
        case_number=content.cover.case_number if content else "",
        reader=content.cover.reader if content else "",
    )


def main() -> int:
    bound_this_process()
    question = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Question)
    sys.stdout.buffer.write(msgspec.json.encode(examine(question)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
