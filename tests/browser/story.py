"""Scenes that a test only needs behind it: played over HTTP, in the words of the demo's stories."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import httpx

from odr.demo.player import Voice
from odr.demo.stage import Stage
from odr.demo.stories.words import Story

ANSWER_S = 60


@contextmanager
def telling(url: str, suffix: str) -> Iterator[Story]:
    """A story on the running service. `suffix` tells its orders from those of other tests."""
    with httpx.Client(base_url=url, timeout=ANSWER_S) as http:
        yield Story(Stage(http, Voice(StringIO()), suffix))
