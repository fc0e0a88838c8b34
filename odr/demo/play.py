"""Plays one whole dispute over HTTP, tells what everybody did and saw, and ends with the signed record."""

import shlex
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

import httpx

from odr.demo.desk import NotPossible
from odr.demo.ending import the_decision, the_evidence, the_order, the_record
from odr.demo.player import Voice
from odr.demo.scenes import a_complaint, a_mediation, a_negotiation, an_invitation, an_order
from odr.demo.service import started
from odr.demo.stage import Stage
from odr.ids import new_id

ANSWER_S = 60
"""How long one answer may take: the record is the slowest."""


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
    if base_url:
        return _play(base_url.rstrip("/"), out, folder, {"ODR_MODE": "demo"})
    data_dir = Path(tempfile.mkdtemp(prefix="odr-play-"))
    out.write(f"A service of its own starts, with its data in {data_dir}.\n")
    with started(data_dir) as running:
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
