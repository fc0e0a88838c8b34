import json
from dataclasses import replace

import msgspec
import pytest

from odr.records.content import FORMAT, from_json, to_json
from tests.records.cases import RICH, SMALL


def test_the_data_read_back_are_the_content():
    assert from_json(to_json(RICH)) == RICH


def test_the_data_are_canonical():
    data = to_json(RICH)
    assert data == json.dumps(json.loads(data), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def test_the_data_name_their_format():
    assert json.loads(to_json(SMALL))["format"] == FORMAT


def test_every_change_of_content_changes_the_data():
    assert to_json(replace(SMALL, language="de")) != to_json(SMALL)


def test_other_json_is_refused():
    with pytest.raises(msgspec.ValidationError):
        from_json(b'{"cover": {}}')
