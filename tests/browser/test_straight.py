"""Files go straight from the browser into a bucket, in parts: the service signs the addresses and reads the result."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from odr.demo.service import serving
from tests.browser.conftest import People
from tests.browser.test_handing_in import choose, filed, photograph, row
from tests.conftest import DemoFolder
from tests.evidence.buckets import BUCKET, S3, moto


@pytest.fixture
def bucket(tmp_path: Path) -> Iterator[S3]:
    with moto(tmp_path) as server:
        yield server


@pytest.fixture
def base_url(demo_folder: DemoFolder, bucket: S3) -> Iterator[str]:
    settings = {"ODR_EVIDENCE_STORE": bucket.url, "ODR_EVIDENCE_DIRECT": "yes", **bucket.environment}
    with serving(demo_folder("direct"), settings) as running:
        yield running.url.replace("127.0.0.1", "localhost")


def test_a_photograph_goes_into_the_bucket_in_parts(
    browser: Browser, base_url: str, bucket: S3, tmp_path: Path
) -> None:
    people = People(browser, base_url, tmp_path, {})
    buyer = filed(people, "KE-PHOTO-3")
    large = photograph(tmp_path, "crack.jpg", 3400)
    asked: list[str] = []
    buyer.page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    choose(buyer, large)
    buyer.press("Hand it in")
    own = buyer.main.get_by_role("region", name="Private room. Only your side sees this")
    expect(own).to_contain_text("crack.jpg", timeout=30_000)
    expect(row(buyer, "crack.jpg")).to_have_count(0)
    parts = [one for one in asked if one.startswith(f"PUT {bucket.endpoint}")]
    assert len(parts) == 2
    assert not [one for one in asked if "PATCH" in one]
    (kept,) = bucket.client().list_objects_v2(Bucket=BUCKET, Prefix="files")["Contents"]
    assert kept["Size"] == large.stat().st_size
    troubles = buyer.troubles
    people.leave()
    assert not troubles
