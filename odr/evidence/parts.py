"""Files that go straight into the bucket, in parts, at addresses that the service signed: S3's multipart uploads.

The bytes never pass through the service. The store takes a part only with the length that was signed, and the file
appears under its key once the service says that every part is there. What nobody finishes is broken off by `collect`.
Source: Amazon S3 API Reference: CreateMultipartUpload, UploadPart, ListParts, CompleteMultipartUpload.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from odr.evidence.bucket import path_of
from odr.evidence.refusals import StorageAway

PART = 8 * 1024 * 1024
"""Bytes of every part but the last. S3 takes no smaller ones than 5 MiB."""
MOST_PARTS = 128
"""Of the largest file that a service can be told to take."""
SIGNED_FOR_S = 3600
"""How long an address of a part is good."""
_GONE = ("NoSuchUpload", "404")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a file. `size` in bytes; `url`: where it is put, for an hour."""

    number: int
    size: int
    url: str
    arrived: bool


class Parts:
    """The multipart uploads of one bucket. Blocking. Refuses: StorageAway.

    Args:
        url: `s3://BUCKET/PREFIX`. Credentials and addresses come from the environment.
    """

    def __init__(self, url: str) -> None:
        import boto3  # takes half a second: only where files go straight into a bucket
        from botocore.config import Config

        split = urlsplit(url)
        self._bucket, self._prefix = split.netloc, split.path.strip("/")
        settings = Config(
            signature_version="s3v4",
            connect_timeout=2,
            read_timeout=10,
            retries={"max_attempts": 1},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        self._s3 = boto3.client("s3", config=settings)

    @property
    def origin(self) -> str:
        """Where browsers send parts to: scheme, host and port."""
        split = urlsplit(self._signed("upload_part", Key="x", UploadId="x", PartNumber=1))
        return f"{split.scheme}://{split.netloc}"

    def begin(self, key: str) -> str:
        """The store's own name for a new upload under this key."""
        with _reached():
            begun: str = self._s3.create_multipart_upload(**self._of(key))["UploadId"]
            return begun

    def of(self, key: str, name: str, size: int) -> list[Part]:
        """Every part of a file of `size` bytes, and which of them arrived."""
        here = self._arrived(key, name)
        return [
            Part(number, length, self._url(key, name, number, length), here.get(number) == length)
            for number, length in enumerate(lengths(size), 1)
        ]

    def arrived(self, key: str, name: str) -> int:
        """How many bytes of the file are there."""
        return sum(self._arrived(key, name).values())

    def complete(self, key: str, name: str) -> None:
        """Make one file of the parts that are there. Doing it twice is no error."""
        parts = [{"PartNumber": one["PartNumber"], "ETag": one["ETag"]} for one in self._listed(key, name)]
        if not parts:
            return
        with suppress(_Over), _reached():
            whole = {"Parts": parts}
            self._s3.complete_multipart_upload(**self._of(key), UploadId=name, MultipartUpload=whole)

    def break_off(self, key: str, name: str) -> None:
        """Delete the parts that are there. Doing it twice, or after `complete`, is no error."""
        with suppress(_Over), _reached():
            self._s3.abort_multipart_upload(**self._of(key), UploadId=name)

    def _arrived(self, key: str, name: str) -> dict[int, int]:
        return {one["PartNumber"]: one["Size"] for one in self._listed(key, name)}

    def _listed(self, key: str, name: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        with suppress(_Over), _reached():
            for page in self._s3.get_paginator("list_parts").paginate(**self._of(key), UploadId=name):
                found += page.get("Parts", [])
        return found

    def _url(self, key: str, name: str, number: int, length: int) -> str:
        return self._signed("upload_part", **self._of(key), UploadId=name, PartNumber=number, ContentLength=length)

    def _signed(self, act: str, **facts: Any) -> str:
        signed: str = self._s3.generate_presigned_url(act, {"Bucket": self._bucket, **facts}, SIGNED_FOR_S)
        return signed

    def _of(self, key: str) -> dict[str, str]:
        path = path_of(key)
        return {"Bucket": self._bucket, "Key": f"{self._prefix}/{path}" if self._prefix else path}


def lengths(size: int) -> list[int]:
    """How long each part of a file of `size` bytes is."""
    whole, rest = divmod(size, PART)
    return [PART] * whole + ([rest] if rest else [])


class _Over(Exception):
    """The store knows no such upload any more: it was completed or broken off."""


@contextmanager
def _reached() -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as failed:
        over = failed.response.get("Error", {}).get("Code") in _GONE
        raise (_Over if over else StorageAway) from None
    except BotoCoreError:
        raise StorageAway from None
