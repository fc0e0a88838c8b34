"""Streams of a real server: they come through as they are, and a stop does not wait for them."""

import time
from contextlib import ExitStack

import httpx

from odr.demo.people import CAMILLE
from odr.demo.player import Player, sign_in
from odr.demo.service import serving
from tests.conftest import DemoFolder
from tests.schema.listening import CHANGED

AT_ONCE_S = 10
"""A stop that waited for streams would take 25 seconds."""


def test_a_server_that_stops_ends_its_streams_first(demo_folder: DemoFolder) -> None:
    with ExitStack() as service, httpx.Client(timeout=30) as http:
        http.base_url = service.enter_context(serving(demo_folder("live"))).url
        buyer = Player(CAMILLE.name, http)
        buyer.bearer = sign_in(CAMILLE)(buyer)
        case = buyer.ask("{ cases(first: 1) { edges { node { id } } } }")["cases"]["edges"][0]["node"]["id"]
        asked = {"query": CHANGED, "variables": {"id": case}}
        headers = {"accept": "text/event-stream", "authorization": f"Bearer {buyer.bearer}"}
        with http.stream("POST", "/graphql", json=asked, headers=headers) as answer:
            parts = answer.iter_text()
            assert next(parts).startswith("event: next\ndata: ")
            assert answer.headers["x-accel-buffering"] == "no"
            begun = time.monotonic()
            service.close()
            assert time.monotonic() - begun < AT_ONCE_S
            assert "".join(parts).endswith("event: complete\ndata:\n\n")
