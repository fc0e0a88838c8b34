"""Last touches on the PDF before it is written: an empty field for the seal, tidy references, plain objects.

ISO 32000-2 clauses are named where a number would otherwise be unexplained.
"""

from collections.abc import Callable
from functools import partial
from io import BytesIO

import pydyf  # type: ignore[import-untyped]

SEAL_FIELD = "Seal"
SEAL_LABEL = "Electronic seal of the service"
PRINT_AND_LOCKED = 4 | 128  # annotation flags, table 167; an empty rectangle keeps the field invisible
SIGNATURES_EXIST_AND_APPEND_ONLY = 3  # signature flags, table 225


def finish(_document: object, pdf: pydyf.PDF) -> None:
    _name_attachments_once(pdf)
    _add_seal_field(pdf)
    pdf.write = partial(_write_plainly, pdf.write)


def _name_attachments_once(pdf: pydyf.PDF) -> None:
    """The renderer lists every attachment twice in /AF."""
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _write_plainly(
    write: Callable[..., None], target: BytesIO, version: str, identifier: bytes, _compress: bool
) -> None:
    """Without object streams: verifiers that read a stream's header anew per object need quadratic time."""
    write(target, version, identifier, compress=False)


def _add_seal_field(pdf: pydyf.PDF) -> None:
    page = pdf.page_references[0]
    field = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(SEAL_FIELD),
            "TU": pydyf.String(SEAL_LABEL),
            "Rect": pydyf.Array([0, 0, 0, 0]),
            "F": PRINT_AND_LOCKED,
            "P": page,
        }
    )
    pdf.add_object(field)
    _page(pdf, page).setdefault("Annots", pydyf.Array()).append(field.reference)
    pdf.catalog["AcroForm"] = pydyf.Dictionary(
        {"Fields": pydyf.Array([field.reference]), "SigFlags": SIGNATURES_EXIST_AND_APPEND_ONLY}
    )
    _tag(pdf, field, page)


def _tag(pdf: pydyf.PDF, field: pydyf.Dictionary, page: bytes) -> None:
    """Give the field its place in the structure tree, so that a screen reader can name it."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    body = _object(pdf, root["K"][0])
    place = pydyf.Dictionary({"Type": "/OBJR", "Obj": field.reference, "Pg": page})
    pdf.add_object(place)
    form = pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/Form",
            "Alt": pydyf.String(SEAL_LABEL),
            "K": pydyf.Array([place.reference]),
            "Pg": page,
            "P": body.reference,
        }
    )
    pdf.add_object(form)
    body["K"].append(form.reference)
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    field["StructParent"] = numbers[-2] + 1
    numbers.extend([numbers[-2] + 1, form.reference])


def _page(pdf: pydyf.PDF, reference: bytes) -> pydyf.Dictionary:
    return _object(pdf, reference)


def _object(pdf: pydyf.PDF, reference: bytes) -> pydyf.Dictionary:
    return pdf.objects[int(reference.split()[0])]
