import argparse
import json

import pytest

from odr.records.command import add_arguments, run


@pytest.fixture
def odr_verify(capsys):
    """Runs `odr verify` without a database; answers exit code, output and complaints."""

    def command(*arguments):
        parser = argparse.ArgumentParser()
        add_arguments(parser)
        code = run(parser.parse_args([str(each) for each in arguments]), None)
        return code, *capsys.readouterr()

    return command


@pytest.fixture
def record(tmp_path, sealed):
    path = tmp_path / "record.pdf"
    path.write_bytes(sealed)
    return path


def test_people_are_told_both_facts(odr_verify, record, key_folder):
    code, said, _ = odr_verify(record, "--trust", key_folder / "keys" / "development-ca.pem")
    assert code == 3
    assert "Seal:            PASSED." in said
    assert "Registered file: NOT CHECKED. No register of issued records is at hand." in said
    assert "record of case KE-2026-000142-7, for Anna Kowalska, complainant" in said


def test_programs_are_told_both_facts(odr_verify, record, key_folder):
    _, said, _ = odr_verify(record, "--json", "--trust", key_folder / "keys" / "development-ca.pem")
    verdict = json.loads(said)
    assert verdict["seal"]["state"] == "PASSED"
    assert verdict["register"]["state"] == "NOT_CHECKED"
    assert verdict["exit_code"] == 3


def test_a_flipped_byte_is_told(odr_verify, record):
    data = bytearray(record.read_bytes())
    data[2000] ^= 1
    record.write_bytes(data)
    code, said, _ = odr_verify(record)
    assert code == 1
    assert "Seal:            FAILED." in said


def test_what_cannot_be_used_is_told(odr_verify, tmp_path):
    code, said, complaint = odr_verify(tmp_path / "none.pdf")
    assert (code, said) == (3, "")
    assert "cannot be read" in complaint
