"""Writes mails: of a notice, and those that accounts promise. Nothing confidential stands in them."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from urllib.parse import quote, urlsplit

from odr.notices.words import Told, Words
from odr.schema import ids
from odr.settings import Settings

LINKS = {
    "mail.confirm": "/confirm-email?token=",
    "mail.recovery": "/recover?token=",
    "mail.email_change_old": "/confirm-email-change?token=",
    "mail.email_change_new": "/confirm-email-change?token=",
    "mail.payout_change": "/confirm-payout-change?token=",
    "mail.taken_complaint": "/confirm-complaint?token=",
    "mail.member_invitation": "/member-invitation?token=",
    "mail.invitation": "/invitation?token=",
    "mail.part": "/part?token=",
}
"""The page of each one-time link. It asks before it uses the token up: scanners fetch links too."""
ACCOUNT_TOPICS = (
    *LINKS,
    "mail.already_registered",
    "mail.second_factor_set",
    "mail.second_factor_removed",
    "mail.account_closed",
    "mail.account_reopened",
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail before it is written down: paragraphs, one link, and why the reader gets it."""

    subject: str
    paragraphs: tuple[str, ...]
    button: str
    link: str
    small: tuple[str, ...]


def notice_letter(
    told: Told, facts: Mapping[str, Any], case_id: str | None, words: Words, settings: Settings
) -> Letter:
    """A notice as a mail: the case number, what happened, until when, and where to read more."""
    if "report" in facts:
        return _safety_letter(told, facts, words, settings)
    if "webhook" in facts:
        return _webhook_letter(told, words, settings)
    if case_id is None:
        return _public_letter(told, facts, words, settings)
    return Letter(
        words("mail.subject", title=told.title, number=facts["number"]),
        (told.words, *filter(None, [told.until]), words("mail.sign_in")),
        words("mail.see_case"),
        f"{settings.public_url}/cases/{ids.encode('Case', case_id)}",
        (words("mail.why"), words("mail.no_reply"), words("mail.neutral")),
    )


def _safety_letter(told: Told, facts: Mapping[str, Any], words: Words, settings: Settings) -> Letter:
    """Of a safety report, which is read outside the case: whoever looks after it has no part in that."""
    return Letter(
        words("mail.subject", title=told.title, number=facts["number"]),
        (told.words, words("mail.sign_in_safety")),
        words("mail.see_safety"),
        f"{settings.public_url}/safety",
        (words("mail.why_safety"), words("mail.no_reply")),
    )


def _webhook_letter(told: Told, words: Words, settings: Settings) -> Letter:
    """Of a webhook, which the administrators of a marketplace look after through the API."""
    why = (words("mail.why_marketplace"), words("mail.no_reply"))
    return Letter(told.title, (told.words,), words("mail.see_service"), settings.public_url, why)


def _public_letter(told: Told, facts: Mapping[str, Any], words: Words, settings: Settings) -> Letter:
    """Of a rulebook, which anybody may read."""
    return Letter(
        told.title,
        (told.words,),
        words("mail.see_rulebook"),
        f"{settings.public_url}{policy_path(facts['rulebook'])}",
        (words("mail.why_seller"), words("mail.no_reply"), words("mail.neutral")),
    )


def policy_path(rulebook: str) -> str:
    """Where a rulebook can be read by anybody, in their own language."""
    return f"/policy/{quote(rulebook)}"


def account_letter(topic: str, payload: Mapping[str, Any], words: Words, settings: Settings) -> Letter:
    """A mail of accounts, with its one-time link. It greets nobody by name: names come from whoever typed them."""
    table = words.table("accounts", topic.removeprefix("mail."))
    link = LINKS[topic] + quote(payload["token"], safe="") if topic in LINKS else "/"
    return Letter(
        table["title"],
        (table["words"].format(organisation=payload.get("organisation", "")), table["ends"]),
        table["button"],
        settings.public_url + link,
        (words("mail.why_account"), words("mail.no_reply")),
    )


def write(letter: Letter, to: str, message_id: str, at: datetime, words: Words, settings: Settings) -> EmailMessage:
    """The mail as it is sent. `message_id` follows from the promise, so that a repetition can be recognised."""
    mail = EmailMessage()
    mail["From"] = settings.mail_from
    mail["To"] = to
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message_id}@{urlsplit(settings.public_url).hostname}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_text(letter, words))
    mail.add_alternative(_html(letter, words), subtype="html")
    mail["Content-Language"] = words.language
    return mail


def _text(letter: Letter, words: Words) -> str:
    shown = (words("mail.hello"), *letter.paragraphs, f"{letter.button}:\n{letter.link}")
    return "\n\n".join([*shown, "-- \n" + "\n".join([words("mail.service"), *letter.small])]) + "\n"


_PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>{subject}</title></head>
<body style="margin:0;padding:24px;background:#FBFAF7;color:#1B1D21;font:16px/1.5 system-ui,sans-serif">
<div style="max-width:36em;margin:0 auto;padding:24px;background:#FFFFFF;border:1px solid #8B8F97;border-radius:6px">
{paragraphs}
<p><a href="{link}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1F4E79;color:#FFFFFF">\
{button}</a></p>
</div>
<p style="max-width:36em;margin:16px auto;color:#565C66;font-size:14px">{small}</p>
</body></html>
"""


def _html(letter: Letter, words: Words) -> str:
    paragraphs = (words("mail.hello"), *letter.paragraphs)
    return _PAGE.format(
        language=html.escape(words.language),
        direction=html.escape(words.direction),
        subject=html.escape(letter.subject),
        paragraphs="\n".join(f"<p>{html.escape(one)}</p>" for one in paragraphs),
        link=html.escape(letter.link),
        button=html.escape(letter.button),
        small="<br>".join(html.escape(one) for one in (words("mail.service"), *letter.small)),
    )
