"""Whoever takes part in the play, over HTTP and the public API only: people with sessions, a shop with a key."""

import hashlib
import html
import re
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TextIO
from urllib.parse import urlsplit

import httpx

from odr.demo.desk import EVIDENCE, NotPossible
from odr.demo.documents import act
from odr.demo.people import DemoPerson

PATIENCE_S = 30
"""How long a mail may take: it goes through the outbox, the worker and a mail server."""
WIDTH = 96
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Voice:
    """Tells the play, quietly."""

    out: TextIO

    def chapter(self, title: str, day: str) -> None:
        self.out.write(f"\n{title}  ·  {day}\n")

    def tell(self, text: str) -> None:
        self.out.write(textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="  ") + "\n")
        self.out.flush()

    def sees(self, who: str, what: str) -> None:
        """What somebody sees, set off from what they do."""
        lines = textwrap.fill(what, WIDTH, initial_indent=f"      {who} sees: ", subsequent_indent="        ")
        self.out.write(lines + "\n")

    def line(self, text: str = "") -> None:
        self.out.write(f"{text}\n")


@dataclass
class Player:
    """One that asks: `bearer` is a session's token or an API key."""

    name: str
    http: httpx.Client
    bearer: str = ""
    renew: Callable[["Player"], str] | None = None
    """How to sign in again: sessions end when the clock is moved far."""

    def ask(self, document: str, **variables: Any) -> Json:
        """The `data` of an operation.

        Raises:
            NotPossible: it answered errors.
        """
        response = self._post(document, variables)
        if response.status_code == httpx.codes.UNAUTHORIZED and self.renew:
            self.bearer = self.renew(self)
            response = self._post(document, variables)
        answer: Json = response.json()
        if answer.get("errors"):
            raise NotPossible(f"{self.name}: {answer['errors'][0]['message']} ({document[:60]}...)")
        data: Json = answer["data"]
        return data

    def do(self, name: str, wanted: str = "", /, **given: Any) -> Json:
        """One mutation; what was wanted of its answer.

        Raises:
            NotPossible: it was refused.
        """
        answer: Json = self.ask(act(name, wanted), input=given)[name]
        for refused in answer["userErrors"]:
            raise NotPossible(f"{self.name}, {name}: {refused['code']}. {refused['message']}")
        return answer

    def fetch(self, path: str) -> bytes:
        """A file of the service.

        Raises:
            NotPossible: it is not handed out.
        """
        response = self.http.get(path, headers=self._headers())
        if response.status_code != httpx.codes.OK:
            raise NotPossible(f"{self.name}, {path}: {response.status_code}")
        return response.content

    def hand_in(self, case: str, file: str, description: str) -> Json:
        """Announce a file of the demo's evidence, send its bytes, finalize, disclose; the exhibit with its number."""
        body = (EVIDENCE / file).read_bytes()
        digest = hashlib.sha256(body).hexdigest()
        told = {"case": case, "filename": file, "sizeBytes": len(body), "sha256": digest}
        upload = self.do("createEvidenceUpload", "upload { id url method headers { name value } }", **told)["upload"]
        headers = {header["name"]: header["value"] for header in upload["headers"]}
        sent = self.http.request(upload["method"], urlsplit(upload["url"]).path, content=body, headers=headers)
        if not sent.is_success:
            raise NotPossible(f"{self.name}, sending {file}: {sent.status_code} {sent.text}")
        finalized = {"upload": upload["id"], "sha256": digest, "description": description}
        exhibit = self.do("finalizeEvidenceUpload", "exhibit { id }", **finalized)["exhibit"]["id"]
        disclosed = self.do("discloseExhibit", "exhibit { number mediaType size }", case=case, exhibit=exhibit)
        shown: Json = disclosed["exhibit"]
        return shown

    def _post(self, document: str, variables: Json) -> httpx.Response:
        return self.http.post("/graphql", json={"query": document, "variables": variables}, headers=self._headers())

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.bearer}"} if self.bearer else {}


def sign_in(who: DemoPerson) -> Callable[[Player], str]:
    """How this person gets a session."""

    def token(player: Player) -> str:
        asked = Player(player.name, player.http)
        answer = asked.do("signIn", "token", email=who.email, password=who.password, client="PROGRAM")
        given: str = answer["token"]
        return given

    return token


_MAIL = re.compile(r'href="/demo/mail/([0-9a-f]{32})">([^<]*)</a>\s*<p class="small">To ([^,<]*),')
_LINK = re.compile(r"/(?:invitation|part)[?#]token=([\w%-]+)")


@dataclass
class Mailbox:
    """The demo's mailbox, read like anybody reads it: at its pages."""

    http: httpx.Client
    known: set[str] = field(default_factory=set)

    def mark(self) -> None:
        """From now on only newer mails count."""
        self.known = {mail for mail, _, _ in self._listing()}

    def invitation(self, to: str) -> tuple[str, str]:
        """Subject, and token of the one-time link, of the first newer invitation to this address.

        Raises:
            NotPossible: none came.
        """
        for _ in range(PATIENCE_S * 4):
            for mail, subject, recipient in self._listing():
                found = _LINK.search(self._page(mail)) if recipient == to and mail not in self.known else None
                if found:
                    return subject, found[1]
            time.sleep(0.25)
        raise NotPossible(f"No invitation to {to} came within {PATIENCE_S} seconds.")

    def _listing(self) -> list[tuple[str, str, str]]:
        page = self.http.get("/demo/mail").text
        return [(mail, html.unescape(subject), html.unescape(to)) for mail, subject, to in _MAIL.findall(page)]

    def _page(self, mail: str) -> str:
        return html.unescape(self.http.get(f"/demo/mail/{mail}").text)
