"""Remedy lines: what is asked, offered, agreed or ordered.

One table for all four, so that they can be compared.
"""

from xml.etree.ElementTree import Element

from odr.records.content import RemedyLine
from odr.records.markup import el, money, said, table
from odr.records.words import Words


def remedies(lines: tuple[RemedyLine, ...], say: Words) -> Element:
    heads = [say(f"remedy.{key}") for key in ("number", "remedy", "amount")]
    return table(heads, ([line.number, remedy(line, say), money(line.amount)] for line in lines), "remedies")


def remedy(line: RemedyLine, say: Words) -> Element:
    return el("div", el("p", line.remedy), said(say, line.detail))
