"""Text as it can be printed: direction, and characters that no page can show.

The embedded JSON keeps every text as written. On the page, an emoji stands as its Unicode name and a
character that has no shape (control, unassigned, private, direction override) as its code point, so that
nothing is hidden and nothing is reordered (Unicode TR 36, 2.4; CVE-2021-42574).
"""

import unicodedata

JOINERS = {"\u200c", "\u200d", "\u00ad", "\u200e", "\u200f", "\u061c"}
VARIATION = {"\ufe0e", "\ufe0f"}
SHAPELESS = {"Cc", "Cf", "Cn", "Co", "Cs"}
FIRST_PICTOGRAPH = 0x1F000
LAST_PICTOGRAPH = 0x1FBFF


def direction(text: str) -> str:
    """ "rtl" when the first strong character runs right to left, else "ltr" (UAX 9, P2 and P3)."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    first = next((kind for kind in kinds if kind in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"


def printable(text: str) -> str:
    """The text with every character that has no shape of its own written out in square brackets."""
    return "".join(map(_shown, unicodedata.normalize("NFC", text)))


def _shown(character: str) -> str:
    if character in JOINERS or character in "\n\t":
        return character
    if character in VARIATION or character == "\r":
        return ""
    if _is_pictograph(character):
        return f"[{unicodedata.name(character).lower()}]"
    if unicodedata.category(character) in SHAPELESS:
        return f"[U+{ord(character):04X}]"
    return character


def _is_pictograph(character: str) -> bool:
    known = unicodedata.category(character) in {"So", "Sk"}
    return known and FIRST_PICTOGRAPH <= ord(character) <= LAST_PICTOGRAPH
