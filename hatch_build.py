"""Puts the built web interface into what is released: a wheel without it would serve an empty page."""

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebInterface(BuildHookInterface[Any]):
    """Builds it where its sources are (a checkout); takes what is there where they are not (a source release)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run `scripts/frontend` unless the project is only linked into an environment.

        Raises:
            RuntimeError: neither sources nor a built interface.
        """
        if version == "editable":
            return
        root = Path(self.root)
        if (root / "frontend" / "package.json").exists():
            subprocess.run([root / "scripts" / "frontend"], cwd=root, check=True)
        if not (root / "odr" / "static" / "index.html").exists():
            raise RuntimeError("odr/static/index.html is missing: run scripts/frontend first.")
