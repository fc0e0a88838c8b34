import pytest

from tests.accounts.helpers import CountingHasher


@pytest.fixture
def hasher() -> CountingHasher:
    """argon2id with the cheapest parameters there are."""
    return CountingHasher()
