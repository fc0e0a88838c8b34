"""How often a document repeats itself: what the rule that merges fields would have to compare."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """Return the fragments of a document by name."""
    return {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}


def count_overlaps(document: DocumentNode) -> int:
    """Count the pairs of fields that answer under one name in one place, and of fragments spread in one place.

    Validation compares each pair. Every selection is walked once per place, which is bounded for a document whose
    selections were counted written out before (`CostRule`).
    """
    fragments = fragments_of(document)
    places = [
        [one.selection_set]
        for one in document.definitions
        if isinstance(one, OperationDefinitionNode | FragmentDefinitionNode)
    ]
    pairs = 0
    while places:
        merged: dict[str, list[SelectionSetNode]] = {}
        times = Counter[str]()
        for one in _written_out(places.pop(), fragments):
            if isinstance(one, FragmentSpreadNode):
                times["..."] += 1
                continue
            name = (one.alias or one.name).value
            times[name] += 1
            if one.selection_set:
                merged.setdefault(name, []).append(one.selection_set)
        pairs += sum(count * (count - 1) // 2 for count in times.values())
        places += merged.values()
    return pairs


def _written_out(
    sets: list[SelectionSetNode], fragments: Mapping[str, FragmentDefinitionNode]
) -> Iterator[FieldNode | FragmentSpreadNode]:
    """The spreads and fields of these selection sets, those of their fragments among them."""
    waiting, seen = list(sets), set[str]()
    while waiting:
        for one in waiting.pop().selections:
            if isinstance(one, FieldNode):
                yield one
            elif isinstance(one, InlineFragmentNode):
                waiting.append(one.selection_set)
            elif (name := cast(FragmentSpreadNode, one).name.value) in fragments and name not in seen:
                seen.add(name)
                yield cast(FragmentSpreadNode, one)
                waiting.append(fragments[name].selection_set)
