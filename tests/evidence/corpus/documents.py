"""PDF files that act, hide, loop or have no end, and pages that pretend to be something else."""

import io

import pikepdf

PAGE = b"<!DOCTYPE html><html><script>alert(document.cookie)</script></html>"


def _saved(document: pikepdf.Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    document.save(out, **how)
    return out.getvalue()


def pdf(width: float = 300, height: float = 200) -> pikepdf.Pdf:
    document = pikepdf.new()
    document.add_blank_page(page_size=(width, height))
    return document


def polyglot() -> bytes:
    """A page that a browser would run, behind a document."""
    return _saved(pdf()) + PAGE


def with_script() -> bytes:
    document = pdf()
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    return _saved(document)


def with_program_and_file() -> bytes:
    document = pdf()
    document.attachments["invoice.exe"] = b"MZ" + bytes(100)
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = document.make_indirect(pikepdf.Array([document.make_indirect(link)]))
    return _saved(document)


def locked() -> bytes:
    return _saved(pdf(), encryption=pikepdf.Encryption(user="secret", owner="other"))


def huge_page() -> bytes:
    return _saved(pdf(14400, 14400))


def _assembled(objects: list[str]) -> bytes:
    """A PDF out of its objects, numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    start = out.rindex(b"xref\n0 ")
    return bytes(out + f"trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode())


def endless(pages: int = 100_000) -> bytes:
    kids = " ".join(f"{number} 0 R" for number in range(3, pages + 3))
    one = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>"
    return _assembled(["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {pages}/Kids[{kids}]>>", *[one] * pages])


def looping() -> bytes:
    """The tree of pages is its own child, and a stream is as long as itself."""
    return _assembled(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Count 1/Kids[2 0 R 2 0 R]/Parent 2 0 R>>",
            "<</Length 3 0 R>>\nstream\nx\nendstream",
        ]
    )
