"""What people and programs type in, checked and brought into one form: addresses, names, zones, countries."""

import re
import unicodedata
import zoneinfo
from dataclasses import dataclass
from functools import cache
from typing import Self

import idna

from odr.accounts.refusals import (
    CountryNotValid,
    EmailNotValid,
    LanguageNotValid,
    NameNotValid,
    RegionNotValid,
    WebsiteNotValid,
    ZoneNotValid,
)

LONGEST_ADDRESS = 254
"""Characters of an e-mail address in a mail's path (RFC 5321 4.5.3.1.3, without the angle brackets)."""
LONGEST_NAME = 200
LONGEST_WEBSITE = 500

LOCAL_PART = re.compile(r"[^\s@,;:<>()\[\]\\\"\x00-\x1f\x7f]{1,64}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
COUNTRY = re.compile(r"[A-Z]{2}")
REGION = re.compile(r"[A-Z0-9]{1,3}")
WEBSITE = re.compile(r"https://[^\s/]+\.[^\s]+")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person says about themselves; made by `Profile.of`, which checks it."""

    name: str
    language: str
    zone: str
    country: str
    region: str = ""
    """A part of the country with holidays of its own, without the country's code; empty where none was said."""

    @classmethod
    def of(cls, name: str, language: str, zone: str, country: str, region: str = "") -> Self:
        """The checked profile; raises the refusal of the first field that does not hold."""
        country = country_code(country)
        return cls(one_line(name), tag(language), time_zone(zone), country, region_code(country, region))


def address_of(typed: str) -> str:
    """The one form under which an e-mail address is kept and compared: lower case, domain in ASCII.

    Refuses: EmailNotValid.
    """
    local, at, domain = unicodedata.normalize("NFKC", typed).strip().rpartition("@")
    if not at or not LOCAL_PART.fullmatch(local) or "." not in domain:
        raise EmailNotValid
    address = f"{local.lower()}@{_ascii(domain)}"
    if len(address) > LONGEST_ADDRESS:
        raise EmailNotValid
    return address


def _ascii(domain: str) -> str:
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise EmailNotValid from error


def one_line(name: str) -> str:
    """A name without surrounding or control characters. Refuses: NameNotValid."""
    clean = unicodedata.normalize("NFC", name).strip()
    if not 0 < len(clean) <= LONGEST_NAME or any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in clean):
        raise NameNotValid
    return clean


def tag(language: str) -> str:
    """A language tag (BCP 47, the common part of it). Refuses: LanguageNotValid."""
    if not LANGUAGE.fullmatch(language):
        raise LanguageNotValid
    return language


def time_zone(name: str) -> str:
    """An IANA zone name that this machine knows. Refuses: ZoneNotValid."""
    if name not in _zones():
        raise ZoneNotValid
    return name


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def country_code(code: str) -> str:
    """Two capital letters (ISO 3166-1 alpha-2). Refuses: CountryNotValid."""
    if not COUNTRY.fullmatch(code):
        raise CountryNotValid
    return code


def region_code(country: str, typed: str) -> str:
    """The part of a region's code behind its country's: BY, typed as BY or as DE-BY (ISO 3166-2).

    Refuses: RegionNotValid.
    """
    code = typed.strip().removeprefix(f"{country}-")
    if code and not REGION.fullmatch(code):
        raise RegionNotValid
    return code


def website_of(typed: str) -> str:
    """An https address. Refuses: WebsiteNotValid."""
    if len(typed) > LONGEST_WEBSITE or not WEBSITE.fullmatch(typed):
        raise WebsiteNotValid
    return typed
