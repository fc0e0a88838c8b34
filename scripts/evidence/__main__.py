"""Makes the demo's evidence anew: .venv/bin/python scripts/evidence [FOLDER]

The pictures are computed, not taken; the PDFs are set from HTML. Everything follows from these files alone.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import weasyprint
from camera import Shot, exif, photographed
from papers import CHAT, INVOICE, KEY_CHAT, PACKING, STYLE
from pictures import kettle, lamp, lamp_close, parcel
from PIL import Image

WARSAW = {"offset": "+01:00", "north": 52.23, "east": 21.01}
LYON = {"offset": "+01:00", "north": 45.76, "east": 4.84}
PICTURES: dict[str, tuple[Callable[[], Image.Image], Shot]] = {
    "lamp-crack.jpg": (lamp, Shot("2026:11:17 18:42:07", **WARSAW)),
    "lamp-crack-near.jpg": (lamp_close, Shot("2026:11:17 18:43:31", **WARSAW, orientation=3)),
    "lamp-carton.jpg": (parcel, Shot("2026:11:17 18:39:50", **WARSAW)),
    "kettle-dent.jpg": (kettle, Shot("2026:11:12 08:15:22", **LYON, make="Rhone", model="Rhone R2")),
}


def main(folder: Path) -> None:
    """Write every file of the demo's evidence but SOURCES.md."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (name, (draw, shot)) in enumerate(PICTURES.items()):
        taken = photographed(draw(), number)
        turned = taken.rotate(180) if shot.orientation == 3 else taken
        turned.save(folder / name, quality=68, optimize=True, exif=exif(shot))
    for name, body in (("lamp-invoice.pdf", INVOICE), ("lamp-packing-note.pdf", PACKING)):
        page = f'<html lang="en"><title>{name}</title><style>{STYLE}</style><body>{body}</body></html>'
        weasyprint.HTML(string=page).write_pdf(folder / name, pdf_identifier=name.encode())
    (folder / "lamp-chat.txt").write_text(CHAT, encoding="utf-8")
    (folder / "key-chat-ar.txt").write_text(KEY_CHAT, encoding="utf-8")


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent.parent
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else here / "odr" / "demo" / "evidence")
