"""Seals a record: PAdES baseline B-B (EN 319 142-1), an invisible certification that permits no change.

B-B has no time stamp of a third party: the time in the seal is the service's own claim, and
docs/explanation/records.md says so. The unsealed file stays, byte for byte, the beginning of the sealed
one, so that it can be rendered again and compared.
"""

import asyncio
from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner

from odr.records.finish import SEAL_FIELD
from odr.records.keys import SealingKey

LEVEL = "PAdES B-B"
ROOM = 1 << 14


class _PlainWriter(IncrementalPdfFileWriter):
    """Adds the seal and nothing else: the library would also rewrite the document's metadata with its own
    name and the time.
    """

    def _update_meta(self) -> None:
        pass


def seal(pdf: bytes, key: SealingKey, at: datetime) -> bytes:
    """The sealed record. `at` is the time the seal claims."""
    terms = PdfSignatureMetadata(
        field_name=SEAL_FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    session = PdfSigner(terms, key.signer).init_signing_session(_PlainWriter(BytesIO(pdf)), existing_fields_only=True)
    session.system_time = at
    sealed = BytesIO()
    document = session.prepare_tbs_document(validation_info=None, bytes_reserved=ROOM)
    digest, _ = document.digest_tbs_document(output=sealed)
    attributes = PdfCMSSignedAttributes(signing_time=at)
    asyncio.run(document.perform_signature(digest.document_digest, attributes))
    return sealed.getvalue()
