"""The mails that accounts promise. They go out later, from the outbox.

Every payload holds `to` and `language`, and where the mail needs it `name` (of the reader), `token`, `case`,
`organisation` (a name). A token has to stand in the mail in clear, and so in the payload: whoever delivers
the row deletes the token from it.
"""

from datetime import datetime

from sqlalchemy import Connection

from odr.outbox import promise

CONFIRM = "mail.confirm"
ALREADY_REGISTERED = "mail.already_registered"
RECOVERY = "mail.recovery"
EMAIL_CHANGE_OLD = "mail.email_change_old"
EMAIL_CHANGE_NEW = "mail.email_change_new"
PAYOUT_CHANGE = "mail.payout_change"
SECOND_FACTOR_SET = "mail.second_factor_set"
SECOND_FACTOR_REMOVED = "mail.second_factor_removed"
ACCOUNT_CLOSED = "mail.account_closed"
ACCOUNT_REOPENED = "mail.account_reopened"
TAKEN_COMPLAINT = "mail.taken_complaint"
MEMBER_INVITATION = "mail.member_invitation"
INVITATION = "mail.invitation"
PART = "mail.part"


def mail(
    conn: Connection,
    topic: str,
    to: str,
    language: str,
    at: datetime,
    case_id: str | None = None,
    **words: str,
) -> None:
    """Promise one mail, in the transaction of what it tells."""
    promise(conn, topic, {"to": to, "language": language, **words}, at, case_id=case_id)
