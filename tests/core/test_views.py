"""Rows for readers."""

from odr.views import COLUMNS, ViewRow


def test_a_row_has_the_order_of_the_table():
    assert ViewRow._fields == tuple(COLUMNS)
