"""Files in a bucket: S3 and what speaks it, Google Cloud Storage, Azure.

Credentials and addresses come from the environment as each of them names it (AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, ...).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import ObjectStore, from_url

from odr.evidence.refusals import StorageAway
from odr.evidence.sealed import PIECE
from odr.ids import new_id

log = logging.getLogger(__name__)

PART = 8 * 1024 * 1024
"""Files up to this size are sent in one request; larger ones in parts of it, two at a time."""
_AT_A_TIME = 2
_PROBE = "probe"


class Bucket:
    """One bucket, or what lies under one prefix of it.

    Args:
        url: such as `s3://BUCKET/PREFIX`, `gs://BUCKET`, `az://CONTAINER`.

    Raises:
        ValueError: not the address of a bucket.
    """

    def __init__(self, url: str) -> None:
        try:
            self._store: ObjectStore = from_url(
                url,
                client_options={"timeout": "60s", "connect_timeout": "5s", "allow_http": True},
                retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=15)},
            )
        except BaseError as unusable:
            raise ValueError(str(unusable).splitlines()[0]) from None

    def ready(self) -> None:
        """See `Blobs.ready`."""
        try:
            if not self.keeps_what_is_there():
                log.warning("evidence.bucket_writes_over")
        except StorageAway:
            log.error("evidence.bucket_away")

    def put(self, key: str, whole: Path) -> None:
        """See `Blobs.put`. A store that does not check still keeps every file: no key is used for two of them."""
        with _reached():
            if whole.stat().st_size > PART:
                self._put_in_parts(key, whole)
                return
            try:
                obstore.put(self._store, path_of(key), whole, mode="create", use_multipart=False)
            except AlreadyExistsError:
                raise FileExistsError(key) from None

    def _put_in_parts(self, key: str, whole: Path) -> None:
        """A file that is sent in parts appears once the last of them is there."""
        if self._is_there(key):
            raise FileExistsError(key)
        path = path_of(key)
        obstore.put(self._store, path, whole, use_multipart=True, chunk_size=PART, max_concurrency=_AT_A_TIME)

    def pieces(self, key: str) -> Iterator[bytes]:
        """See `Blobs.pieces`."""
        with _reached():
            for piece in obstore.get(self._store, path_of(key)).stream(min_chunk_size=PIECE):
                yield bytes(piece)

    def size(self, key: str) -> int:
        """See `Blobs.size`."""
        with _reached():
            return obstore.head(self._store, path_of(key))["size"]

    def delete(self, key: str) -> None:
        """See `Blobs.delete`."""
        with _reached():
            try:
                obstore.delete(self._store, path_of(key))
            except FileNotFoundError:
                return

    def settle(self, key: str) -> None:
        """See `Blobs.settle`: what a bucket has taken is durable, and nothing of the service writes over it."""

    def keeps_what_is_there(self) -> bool:
        """Try whether the store itself refuses to write over a file. The service does not rely on it."""
        path = f"{_PROBE}/{new_id()}"
        with _reached():
            try:
                obstore.put(self._store, path, b"1", mode="create")
                obstore.put(self._store, path, b"2", mode="create")
            except AlreadyExistsError:
                return True
            finally:
                obstore.delete(self._store, path)
        return False

    def _is_there(self, key: str) -> bool:
        try:
            obstore.head(self._store, path_of(key))
        except FileNotFoundError:
            return False
        return True


@contextmanager
def _reached() -> Iterator[None]:
    """Refuses: StorageAway, for whatever the store or the way to it answers that is not about the file."""
    try:
        yield
    except BaseError as failed:
        log.warning("evidence.bucket_failed", extra={"reason": type(failed).__name__})
        raise StorageAway from None


def path_of(key: str) -> str:
    """What the object of a key is called, under the prefix of the bucket."""
    return f"{key[:2]}/{key}"
