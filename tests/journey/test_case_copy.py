"""A side fetches its copy of a case over HTTP; nobody else gets one."""

import io
import zipfile
from datetime import UTC, datetime

from odr.schema import ids
from odr.store import Store
from tests.conftest import HandClock
from tests.journey.city import City


def test_a_side_gets_its_copy_and_nobody_else(store: Store, tmp_path_factory) -> None:
    city = City(store, HandClock(datetime(2026, 3, 2, 12, tzinfo=UTC)), tmp_path_factory.mktemp("city"))
    case = city.file()
    city.hand_in("buyer", case)
    path = f"/copies/{ids.local(case, 'Case')}.zip"
    for name in ("admin", "registrar", "regulator"):
        assert city.fetch("GET", path, city.as_(name).bearer).status_code == 404, name
    answer = city.fetch("GET", path, city.as_("buyer").bearer)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith('attachment; filename="')
    assert answer.headers["cache-control"] == "private, no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as copy:
        names = copy.namelist()
        assert copy.read("record.pdf").startswith(b"%PDF-2.0")
    assert (names[0], names[-1], len([one for one in names if one.startswith("exhibits/")])) == (
        "README.txt",
        "SHA256SUMS",
        1,
    )
