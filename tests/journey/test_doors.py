"""The doors beside GraphQL, as somebody finds them who means harm: no address and no header breaks the service."""

import io
import logging
from datetime import UTC, datetime

import pytest

from odr.evidence.tus import SENT_WITH
from odr.ids import new_id
from odr.logs import JsonLines
from odr.store import Store
from tests.accounts.browser import COOKIE
from tests.accounts.helpers import PASSWORD
from tests.conftest import HandClock
from tests.journey.city import City

ODD_IDS = ("%00", "a%00b", "..%2f..%2fetc", "%ff", "%F0%9F%92%A5", "x" * 300, "'", new_id())
DOORS = (
    "/records/{}.pdf",
    "/exports/{}.zip",
    "/copies/{}.zip",
    "/enforcement/{}.zip",
    "/deadlines/{}.ics",
    "/evidence/files/{}",
    "/evidence/uploads/{}",
    "/demo/mail/{}",
)
STATIC = ("/../../pyproject.toml", "/..%2f..%2fpyproject.toml", "/assets/../../app.py", "/%2e%2e/%2e%2e/app.py", "/%00")


@pytest.fixture(scope="module")
def city(module_store: Store, tmp_path_factory: pytest.TempPathFactory) -> City:
    """One city for all doors: nothing is done in it."""
    return City(module_store, HandClock(datetime(2026, 3, 2, 12, tzinfo=UTC)), tmp_path_factory.mktemp("city"))


@pytest.mark.parametrize("door", DOORS)
def test_an_address_that_leads_nowhere_is_not_found(city: City, door: str) -> None:
    bearer = city.as_("regulator").bearer
    method, headers = ("PATCH", SENT_WITH) if "uploads" in door else ("GET", {})
    for odd in ODD_IDS:
        answer = city.fetch(method, door.format(odd), bearer, headers=headers)
        leads_elsewhere = "%2f" in odd and not door.endswith((".pdf", ".zip", ".ics"))
        assert answer.status_code in ((200, 405, 503) if leads_elsewhere else (404,)), (odd, answer.text[:200])


@pytest.mark.parametrize("door", ["/records/{}.pdf", "/exports/{}.zip", "/copies/{}.zip", "/enforcement/{}.zip"])
def test_a_download_is_for_whoever_is_signed_in(city: City, door: str) -> None:
    assert city.fetch("GET", door.format(new_id())).status_code == 401
    assert city.fetch("GET", door.format(new_id()), "wrong").status_code == 401
    assert city.fetch("POST", door.format(new_id()), city.as_("buyer").bearer).status_code == 405


@pytest.mark.parametrize("path", STATIC)
def test_no_address_leaves_the_folder_of_the_interface(city: City, path: str) -> None:
    answer = city.fetch("GET", path)
    assert answer.status_code in (200, 404, 503)
    assert "[project]" not in answer.text
    assert "import" not in answer.text.partition("<script")[0]


@pytest.mark.parametrize("host", ["[", "a[b", "x?y", "x#y", "\xff", ""])
def test_no_host_breaks_a_page(city: City, host: str) -> None:
    assert city.fetch("GET", "/", headers={"host": host.encode("latin-1")}).status_code in (200, 503)  # type: ignore[dict-item]


@pytest.mark.parametrize(
    "origin", ["http://[", "null", "https://evil.example", "https://odr.example.evil.example", "x"]
)
def test_a_strange_origin_is_another_site(city: City, origin: str) -> None:
    cookie = f"{COOKIE}={city.as_('buyer').bearer}"
    headers = {"origin": origin, "cookie": cookie, "x-odr-request": "1", "host": "odr.example"}
    answer = city.fetch("POST", "/graphql", headers=headers, json={"query": "{ viewer { id } }"})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (403, "CROSS_SITE")


@pytest.mark.parametrize("length", ["\xb2", "9" * 5000, "-1", "x", "1, 1"])
def test_a_strange_length_is_no_length(city: City, length: str) -> None:
    headers = {"content-length": length.encode("latin-1"), "content-type": "application/json"}
    answer = city.fetch("POST", "/graphql", headers=headers, content=b'{"query": "{ viewer { id } }"}')  # type: ignore[arg-type]
    assert answer.status_code in (200, 413)


@pytest.mark.parametrize("accept", ["application/json;q=nan", "a/b;q=", ";;;", ",", "application/json;q=1;q=0"])
def test_a_strange_accept_is_answered(city: City, accept: str) -> None:
    answer = city.fetch("POST", "/graphql", headers={"accept": accept}, json={"query": "{ viewer { id } }"})
    assert answer.status_code in (200, 406)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "TRACE", "OPTIONS"])
def test_graphql_is_posted(city: City, method: str) -> None:
    assert city.fetch(method, "/graphql?query={viewer{id}}").status_code == 405


def test_a_session_cookie_is_for_this_host_and_no_script(city: City) -> None:
    asked = {"email": "buyer@example.org", "password": PASSWORD}
    document = "mutation ($input: SignInInput!) { signIn(input: $input) { viewer { id } token } }"
    answer = city.fetch("POST", "/graphql", json={"query": document, "variables": {"input": asked}})
    name, *rules = (part.strip() for part in answer.headers["set-cookie"].split(";"))
    assert name.startswith("__Host-odr=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(rules)
    assert not any(rule.startswith("Domain") for rule in rules)
    assert answer.json()["data"]["signIn"]["token"] is None
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_a_form_can_send_is_not_read(city: City, kind: str) -> None:
    answer = city.fetch("POST", "/graphql", headers={"content-type": kind}, content=b'{"query": "{ viewer { id } }"}')
    assert answer.status_code == 415


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_does_nothing_with_the_cookie(city: City, site: str) -> None:
    cookie = f"{COOKIE}={city.as_('buyer').bearer}"
    asked = {"json": {"query": "mutation { signOut(input: {}) { replayed } }"}}
    own = {"cookie": cookie, "sec-fetch-site": "same-origin"}
    for headers in ({"cookie": cookie, "sec-fetch-site": site, "x-odr-request": "1"}, own):
        assert city.fetch("POST", "/graphql", headers=headers, **asked).status_code == 403


@pytest.mark.parametrize("door", ["/graphql", "/records/x.pdf", "/evidence/files/x", "/demo/mail", "/", "/healthz"])
def test_every_answer_keeps_browsers_from_mischief(city: City, door: str) -> None:
    headers = city.fetch("GET", door).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cross-origin-resource-policy"] in ("same-origin", "same-site")
    assert "access-control-allow-origin" not in headers


def test_no_secret_gets_into_the_log(city: City, caplog: pytest.LogCaptureFixture) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    try:
        with caplog.at_level("DEBUG"):
            buyer = city.as_("buyer")
            link = f"/evidence/files/{'s3cret' * 8}"
            city.fetch("GET", link, buyer.bearer)
            buyer.act("sendMessage", case="x", room="OPEN", words="s3cret words")
            buyer.act("signIn", email="s3cret@example.org", password="s3cret password here")
            buyer.post('{ node(id: "s3cret") { id } s3cret }')
    finally:
        logging.getLogger().removeHandler(handler)
    assert "s3cret" not in written.getvalue()
    assert buyer.bearer not in written.getvalue()
    assert "http.answered" in written.getvalue()
