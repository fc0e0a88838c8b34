"""Plays one whole dispute over HTTP, tells what everybody did and saw, and ends with the signed record."""

import shlex
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import httpx

from odr.demo.desk import NotPossible
from odr.demo.ending import the_decision, the_evidence, the_order, the_record
from odr.demo.player import Voice
from odr.demo.scenes import a_complaint, a_mediation, a_negotiation, an_invitation, an_order
from odr.demo.service import Running, started
from odr.demo.stage import Stage
from odr.demo.stories import STORIES
from odr.demo.stories.words import Story
from odr.ids import new_id

ANSWER_S = 60
"""How long one answer may take: the record is the slowest."""


def play_story(name: str, base_url: str, out: TextIO) -> None:
    """Play one of the stories on a running service, or on one of its own where none is named.

    Raises:
        NotPossible: there is no such story, a step was refused, or something is not as the story says.
    """
    if name not in STORIES:
        raise NotPossible(f'There is no story "{name}". There are: {", ".join(STORIES)}.')
    with _service(base_url, out) as running:
        tell_story(name, running.url, out)


def tell_story(name: str, url: str, out: TextIO) -> None:
    """Play one of the stories on this running service. Raises NotPossible."""
    title, told = STORIES[name]
    with httpx.Client(base_url=url, timeout=ANSWER_S) as http:
        stage = Stage(http, Voice(out), new_id()[:6].upper())
        try:
            stage.chapter(title)
            told(Story(stage))
        except httpx.HTTPError as error:
            raise NotPossible(f"{url} cannot be reached: {error}") from error


def list_stories(out: TextIO) -> None:
    """The names of the stories, with what each is about."""
    width = max(map(len, STORIES))
    for name, (title, _) in STORIES.items():
        out.write(f"{name:<{width}}  {title}\n")


@contextmanager
def _service(base_url: str, out: TextIO) -> Iterator[Running]:
    """The service that was named, or one that starts for this and stops after it."""
    if base_url:
        yield Running(base_url.rstrip("/"), {"ODR_MODE": "demo"})
        return
    data_dir = Path(tempfile.mkdtemp(prefix="odr-play-"))
    out.write(f"A service of its own starts, with its data in {data_dir}.\n")
    with started(data_dir) as running:
        yield running


def play(base_url: str, out: TextIO, folder: Path) -> Path:
    """Play on a running service, or on one of its own where none is named; the path of the signed PDF.

    On a running service the clock moves forward by some five weeks.

    Args:
        base_url: of a service in demo mode with the demo loaded; empty to start one and stop it at the end.
        out: where it is told.
        folder: where the PDF goes.

    Raises:
        NotPossible: a step was refused, or the service cannot be reached; the message says which and why.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _service(base_url, out) as running:
        return _play(running.url, out, folder, running.environment)


def _play(url: str, out: TextIO, folder: Path, environment: Mapping[str, str]) -> Path:
    with httpx.Client(base_url=url, timeout=ANSWER_S) as http:
        stage = Stage(http, Voice(out), new_id()[:6].upper())
        try:
            file = _scenes(stage, folder)
        except httpx.HTTPError as error:
            raise NotPossible(f"{url} cannot be reached: {error}") from error
    _tell_how_to_verify(stage.voice, file, environment)
    return file


def _scenes(stage: Stage, folder: Path) -> Path:
    shop = an_order(stage)
    a_complaint(stage)
    an_invitation(stage)
    a_negotiation(stage)
    a_mediation(stage)
    the_evidence(stage)
    the_decision(stage)
    the_order(stage, shop)
    return the_record(stage, folder)


def _tell_how_to_verify(voice: Voice, file: Path, environment: Mapping[str, str]) -> None:
    path = shlex.quote(str(file.resolve()))
    settings = "".join(f"{name}={shlex.quote(value)} " for name, value in environment.items())
    voice.line()
    voice.line(f"The signed record: {file.resolve()}")
    voice.line("To verify it, with this service's register and with another program:")
    voice.line(f"  {settings}{_program()} verify {path}")
    voice.line(f"  pdfsig {path}")


def _program() -> str:
    """How `odr` is called here: by its place beside the interpreter, if that is where it is."""
    beside = Path(sys.executable).with_name("odr")
    return shlex.quote(str(beside)) if beside.is_file() else "odr"
