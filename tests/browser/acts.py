"""What can be done in a case: as the API says it, and as somebody finds it on the pages."""

import json
import re
from pathlib import Path
from typing import Any

from tests.browser.visitor import Visitor

MESSAGES = Path(__file__).parents[2] / "frontend/locales/en.json"
ACTIONS = (
    "query Acts($case: ID!) { case(id: $case) { availableActions { action reasonIfBlocked } offers { id standing } } }"
)


def names() -> dict[str, str]:
    """What the interface calls each action, by the API's name."""
    said = json.loads(MESSAGES.read_text("utf-8"))
    return {key.removeprefix("do."): words for key, words in said.items() if key.startswith("do.")}


def done(visitor: Visitor, mutation: str, **said: Any) -> None:
    """An act that is not what a test is about: by the API, with the session of this person's browser."""
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    asked = f"mutation Do($input: {kind}!) {{ {mutation}(input: $input) {{ userErrors {{ message }} }} }}"
    assert visitor.ask(asked, input=said)[mutation]["userErrors"] == []


def assert_acts_fit(visitor: Visitor, path: str) -> set[str]:
    """Every possible act has its button or link on the case page or an open offer's, and no other act has one.

    What is not possible yet is there with its reason, and no two acts have one key. The possible acts are answered, so
    that a test can say which it meant.

    Args:
        path: of the case, as a party (/cases/...) or at the desk (/desk/...).
    """
    case = visitor.ask(ACTIONS, case=path.rsplit("/", maxsplit=1)[-1])["case"]
    possible = {one["action"] for one in case["availableActions"] if not one["reasonIfBlocked"]}
    visitor.go(path)
    for one in case["availableActions"]:
        if one["reasonIfBlocked"] and path.startswith("/cases/"):
            visitor.reads(names()[one["action"]], one["reasonIfBlocked"])
    found = _acts_on_page(visitor)
    keys = visitor.main.locator("kbd").all_inner_texts()
    assert len(keys) == len(set(keys)), f"{visitor.name} at {path}: two acts have one key, {keys}"
    for offer in case["offers"]:
        if offer["standing"] == "OPEN" and path.startswith("/cases/"):
            visitor.go(f"{path}/offers/{offer['id']}")
            found |= _acts_on_page(visitor)
    assert found == possible, f"{visitor.name} at {path}: on the pages {found}, possible {possible}"
    return possible


def _acts_on_page(visitor: Visitor) -> set[str]:
    controls = visitor.main.get_by_role("link").or_(visitor.main.get_by_role("button"))
    shown = [" ".join(words.split()) for words in controls.all_inner_texts()]
    return {action for action, name in names().items() if any(_is(words, name) for words in shown)}


def _is(words: str, name: str) -> bool:
    """At the desk the key is written behind the name."""
    return re.fullmatch(rf"{re.escape(name)}( \w)?", words) is not None
