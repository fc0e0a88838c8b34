"""The shop's own GraphQL, asked as its documentation says: what tests see here is the shop's word, not ours."""

from types import TracebackType
from typing import Any, Self

import httpx

ERROR = "__typename ... on ErrorResult { errorCode message }"


class ShopRefused(Exception):
    """The shop said no; `code` is its errorCode, or the code of a top-level error."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class Api:
    """One of the shop's two APIs (`shop-api` for buyers, `admin-api` for its office), with what one is signed in by."""

    def __init__(self, url: str, headers: dict[str, str] | None = None) -> None:
        self._client = httpx.Client(timeout=30)
        self._url = url
        self._headers = dict(headers or {})

    def ask(self, document: str, **variables: object) -> Any:
        """What the only field of the document gives; ShopRefused where that is an error."""
        body = {"query": document, "variables": variables}
        answer = self._client.post(self._url, json=body, headers=self._headers)
        if (token := answer.headers.get("vendure-auth-token")) is not None:
            self._headers["authorization"] = f"Bearer {token}"
        said = answer.json()
        if errors := said.get("errors"):
            raise ShopRefused(errors[0].get("extensions", {}).get("code", ""), errors[0]["message"])
        (given,) = said["data"].values()
        if isinstance(given, dict) and "errorCode" in given:
            raise ShopRefused(given["errorCode"], given["message"])
        return given

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
