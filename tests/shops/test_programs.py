"""The shop is installed once, and who cannot have it is told why: judged with programs that pretend to be Node's."""

from pathlib import Path

import pytest

from tests.shops import programs
from tests.shops.programs import NoShop, installed


@pytest.fixture
def node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found; empty."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(programs, "OWN_NODE", tmp_path / "nowhere")
    monkeypatch.setenv("ODR_TEST_SHOP_DIR", str(tmp_path / "shop"))
    return folder


def pretend(folder: Path, npm: str, version: str = "v20.19.0") -> None:
    for name, does in (("node", f"echo {version}"), ("npm", npm)):
        (folder / name).write_text(f"#!/bin/sh\n{does}\n")
        (folder / name).chmod(0o755)


def test_no_node_is_said(node: Path) -> None:
    with pytest.raises(NoShop, match=r"Node 20\.19 or later is not here"):
        installed()


def test_an_old_node_is_none(node: Path) -> None:
    pretend(node, "exit 0", version="v18.20.1")
    with pytest.raises(NoShop, match=r"Node 20\.19"):
        installed()


def test_it_is_installed_once(node: Path) -> None:
    pretend(node, "echo installed >> installations")
    assert installed() == installed()
    folder = installed().folder
    assert (folder / "installations").read_text() == "installed\n"
    assert (folder / "server.js").read_bytes() == (programs.HERE / "server.js").read_bytes()


def test_a_package_index_that_is_away_is_said_and_asked_again_later(node: Path) -> None:
    pretend(node, "echo npm error code ECONNREFUSED >&2; exit 1")
    with pytest.raises(NoShop, match="npm ci failed: npm error code ECONNREFUSED"):
        installed()
    pretend(node, "exit 0")
    installed()


def test_a_lock_file_that_does_not_fit_is_our_mistake(node: Path) -> None:
    pretend(node, "echo npm error code EINTEGRITY >&2; exit 1")
    with pytest.raises(AssertionError, match="EINTEGRITY"):
        installed()
