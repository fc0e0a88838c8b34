import pytest

from odr.accounts.details import Profile, address_of, website_of
from odr.accounts.refusals import (
    CountryNotValid,
    EmailNotValid,
    LanguageNotValid,
    NameNotValid,
    WebsiteNotValid,
    ZoneNotValid,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Anna@Example.ORG", "anna@example.org"),
        ("  anna+shop@example.org ", "anna+shop@example.org"),
        ("anna@Bücher.example", "anna@xn--bcher-kva.example"),
        ("ａnna@example.org", "anna@example.org"),
    ],
)
def test_one_address_has_one_form(typed: str, kept: str) -> None:
    assert address_of(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "anna",
        "@example.org",
        "anna@",
        "anna@localhost",
        "anna smith@example.org",
        "anna@exa mple.org",
        "anna@example.org\r\nBcc: all@example.org",
        "anna,bob@example.org",
        "<anna@example.org>",
        "anna@-.org",
        "anna@example..org",
        f"{'a' * 65}@example.org",
        f"anna@{'a' * 60}.{'b' * 60}.{'c' * 60}.{'d' * 60}.example.org",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(EmailNotValid):
        address_of(typed)


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("name", "  ", NameNotValid),
        ("name", "Anna\nBcc: all@example.org", NameNotValid),
        ("name", "x" * 201, NameNotValid),
        ("language", "English", LanguageNotValid),
        ("zone", "Europe/Atlantis", ZoneNotValid),
        ("zone", "../../etc/passwd", ZoneNotValid),
        ("country", "Germany", CountryNotValid),
        ("country", "de", CountryNotValid),
    ],
)
def test_a_profile_names_the_field_that_does_not_hold(field: str, value: str, refusal: type[Exception]) -> None:
    fields = {"name": "Anna", "language": "de", "zone": "Europe/Berlin", "country": "DE"}
    with pytest.raises(refusal) as refused:
        Profile.of(**fields | {field: value})
    assert refused.value.field == field


def test_a_name_keeps_its_own_signs() -> None:
    assert Profile.of(" Ṣọlá O’Neill ", "yo", "Africa/Lagos", "NG").name == "Ṣọlá O’Neill"


@pytest.mark.parametrize("typed", ["http://shop.example", "javascript:alert(1)", "https://", "https://shop"])
def test_a_website_is_an_https_address(typed: str) -> None:
    with pytest.raises(WebsiteNotValid):
        website_of(typed)
