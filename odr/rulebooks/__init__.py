"""The rulebooks of this installation: one TOML file per version, never edited once released."""

from functools import cache
from importlib.resources import files

from odr.domain.rulebook import Rulebook, read

DEFAULT = "odr-default/1"


@cache
def all_rulebooks() -> dict[str, Rulebook]:
    """Every rulebook shipped, by its id. Raises RulebookRefused when a file cannot be used."""
    found = (read(file.read_bytes()) for file in files(__name__).iterdir() if file.name.endswith(".toml"))
    return {rulebook.id: rulebook for rulebook in found}
