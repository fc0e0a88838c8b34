"""Fills the generated parts of the documentation anew: .venv/bin/python -m scripts.docs

A page says where they belong, by a pair of comments: `generated: NAME` and `end of NAME`. All else is written by hand.
"""

import sys

from scripts.docs.parts import filled, pages


def main() -> None:
    """Rewrite every page that is no longer what the code says."""
    for page in pages():
        text = page.read_text(encoding="utf-8")
        if (new := filled(text)) != text:
            page.write_text(new, encoding="utf-8")
            sys.stdout.write(f"{page}\n")


main()
