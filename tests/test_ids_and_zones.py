"""Identifiers have the promised form, and zones come from the pinned package."""

import re
import zoneinfo

import pytest

import odr.ids
from odr.ids import new_id, new_salt, new_secret


def test_an_id_is_32_hexadecimal_characters() -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", new_id())
    assert new_id() != new_id()


def test_a_secret_is_43_url_safe_characters() -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", new_secret())


def test_a_salt_has_32_bytes() -> None:
    assert len(new_salt()) == 32


def test_all_randomness_comes_from_one_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(odr.ids, "random_bytes", lambda count: b"\x07" * count)
    assert (new_id(), new_secret(), new_salt()) == ("07" * 16, "BwcH" * 10 + "Bwc", b"\x07" * 32)


def test_zones_come_from_the_package_and_not_from_the_machine() -> None:
    import tzdata

    assert zoneinfo.TZPATH == ()
    assert zoneinfo.ZoneInfo("Europe/Berlin").key in zoneinfo.available_timezones()
    assert tzdata.IANA_VERSION
