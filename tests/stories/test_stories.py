"""The stories, played over HTTP against a demo that is started once: each is a test, and `odr demo --play NAME`."""

import io
from collections.abc import Iterator

import pytest

from odr.__main__ import main
from odr.demo.desk import NotPossible
from odr.demo.play import play_story, tell_story
from odr.demo.service import serving
from odr.demo.stage import Stage
from odr.demo.stories import STORIES
from odr.demo.stories.words import Story
from tests.conftest import DemoFolder

QUICK = ("refunded-elsewhere", "given-up")
"""The stories that are played with every run of the tests; the others run with the long ones."""


@pytest.fixture(scope="module")
def url(demo_folder: DemoFolder) -> Iterator[str]:
    with serving(demo_folder("stories")) as running:
        yield running.url


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in STORIES]
)
def test_the_story_goes_as_it_is_told(url: str, name: str) -> None:
    out = io.StringIO()
    try:
        tell_story(name, url, out)
    except NotPossible as stopped:
        pytest.fail(f"{out.getvalue()}\n{stopped}")
    assert STORIES[name][0] in out.getvalue()


def test_they_are_listed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ODR_MODE", "demo")
    assert main(["demo", "--stories"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split("  ", 1)[0] for line in listed] == list(STORIES)


def test_a_story_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(NotPossible, match="two-sellers"):
        play_story("two-buyers", "http://127.0.0.1:1", io.StringIO())


def test_a_story_stops_where_something_is_not_as_it_says() -> None:
    story = Story(Stage(None, None, "X"))  # type: ignore[arg-type]
    with pytest.raises(NotPossible, match="does not go as it should: the lamp is whole"):
        story.check(False, "the lamp is whole")
