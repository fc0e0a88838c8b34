"""A browser and a program, as far as accounts can tell them."""

import asyncio
import json
from typing import Any

import httpx
from starlette.applications import Starlette

COOKIE = "__Host-odr"
ORIGIN = "https://odr.example"


class Caller:
    """Sends documents to the service; keeps the session cookie as a browser does, or sends a bearer token."""

    def __init__(self, app: Starlette, bearer: str = "") -> None:
        self._app = app
        self.bearer = bearer
        self.cookie = ""
        self.set_cookie = ""

    def post(self, document: str, /, **variables: Any) -> httpx.Response:
        answer = asyncio.run(self._post({"query": document, "variables": variables}))
        self.set_cookie = answer.headers.get("set-cookie", "")
        if self.set_cookie:
            self.cookie = self.set_cookie.split(";")[0].partition("=")[2]
        return answer

    def ask(self, document: str, /, **variables: Any) -> Any:
        """The data of a document that must not fail."""
        answer = self.post(document, **variables).json()
        assert "errors" not in answer, answer
        return answer["data"]

    def act(self, name: str, answer: str = "", /, **input: Any) -> Any:
        """The payload of a mutation; `answer` is what to read of it beside refusals."""
        kind = f"{name[0].upper()}{name[1:]}Input"
        document = (
            f"mutation Act($input: {kind}!) {{ {name}(input: $input)"
            f" {{ {answer} replayed userErrors {{ code field message }} }} }}"
        )
        return self.ask(document, input=input)[name]

    def done(self, name: str, answer: str = "", /, **input: Any) -> Any:
        """The payload of a mutation that must not be refused."""
        payload = self.act(name, answer, **input)
        assert payload["userErrors"] == [], payload
        return payload

    def refused(self, name: str, /, **input: Any) -> str:
        """The code of the one refusal of a mutation."""
        (error,) = self.act(name, **input)["userErrors"]
        assert error["message"].endswith(".")
        return str(error["code"])

    async def _post(self, body: dict[str, Any]) -> httpx.Response:
        headers = {"content-type": "application/json", "accept": "application/graphql-response+json"}
        if self.bearer:
            headers["authorization"] = f"Bearer {self.bearer}"
        elif self.cookie:
            headers |= {"cookie": f"{COOKIE}={self.cookie}", "x-odr-request": "web", "sec-fetch-site": "same-origin"}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self._app), base_url=ORIGIN) as client:
            return await client.post("/graphql", headers=headers, content=json.dumps(body))
