"""The rulebooks of this installation: one TOML file per version, never edited once released.

Presets are layers over another rulebook, "modelled on" the practice or law that they name.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from odr.domain.rulebook import Rulebook, RulebookRefused
from odr.domain.rulebook.overlay import Compiled, Source, compiled, read_source

DEFAULT = "odr-default/1"


@cache
def all_rulebooks() -> dict[str, Rulebook]:
    """Every rulebook shipped, by its id. Raises RulebookRefused when a file cannot be used."""
    return {name: found.rulebook for name, found in all_compiled().items()}


@cache
def all_compiled() -> dict[str, Compiled]:
    """The same with the origin of every value; the default rulebook first. Raises RulebookRefused."""
    shipped = all_sources()
    chains = {name: chain(source, shipped) for name, source in shipped.items()}
    return {name: compiled(base, layers) for name, (base, *layers) in chains.items()}


@cache
def all_sources() -> dict[str, Source]:
    """Every file shipped, by its id."""
    toml = sorted(file.name for file in files(__name__).iterdir() if file.name.endswith(".toml"))
    found = {source.id: source for source in (read_source((files(__name__) / name).read_bytes()) for name in toml)}
    return {DEFAULT: found.pop(DEFAULT), **found}


def chain(source: Source, known: Mapping[str, Source]) -> list[Source]:
    """A layer with all that it lies over, the whole rulebook first. Raises RulebookRefused."""
    above = [source]
    while above[-1].layer is not None:
        below = known.get(above[-1].of)
        if below is None or below in above:
            raise RulebookRefused(f"of: {above[-1].of} is not known; known are {', '.join(known)}")
        above.append(below)
    return above[::-1]
