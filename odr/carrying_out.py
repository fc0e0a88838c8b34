"""What carries out each promise: by topic, whoever is told, asked or paid."""

from collections.abc import Callable

from odr import bundling
from odr.account_news import tell_of_account
from odr.accounts.closing import CHANGED
from odr.assignment import assign
from odr.carriers import telling
from odr.fulfilment import hearing, tills
from odr.fulfilment.carrying import begin
from odr.fulfilment.legs import Carrier
from odr.fulfilment.looking_up import look_up_again, look_up_registered
from odr.fulfilment.stepping_in import step_in
from odr.notices import Parts, announcing, evidence, safety, service, shops, webhooks
from odr.notices.mails import ACCOUNT_TOPICS
from odr.notices.post import send_account_mail, send_notice
from odr.notices.reminders import remind
from odr.notices.telling import ASSIGN, MAIL, tell
from odr.order_lookups import REGISTERED
from odr.outbox import Message
from odr.promises import BUNDLES, FUND_PAY, HAND_OVER, LOOK_UP, RECOVERIES, STEP_IN
from odr.webhooks.entering import ENTRIES, enter, hand_on

Handler = Callable[[Parts, Message], None]
"""Carries out one message and settles its row, with what it writes, in one transaction."""
Effect = Callable[[Parts, Message], tuple[str, ...]]
"""Carries out one message outside any transaction; returns what stays of its payload. Rows of a batch are settled
together, so that who dies in between repeats those of about a second: it has to bear that.
"""


def tell_of_bundle(parts: Parts, message: Message) -> tuple[str, ...]:
    """Carry out "bundle.left": those that are left in a bundle are told how many they are."""
    bundling.tell_how_many(parts.clerk, message.payload["bundle"], parts.clock.now())
    return ("bundle",)


def tell_of_recoveries(parts: Parts, message: Message) -> tuple[str, ...]:
    """Carry out "recovery.recorded": the open cases of a sale are told what its ledger says."""
    parts.clerk.tell_of_recoveries(message.payload["order"], parts.clock.now())
    return ("order",)


def hand_over(parts: Parts, message: Message) -> tuple[str, ...]:
    """Carry out "fulfilment.due": what was ordered is handed to the shop, where the marketplace has one."""
    begin(Carrier(parts.store, parts.clerk, parts.clock, parts.secrets), message.payload["case"])
    return ("case",)


def tell_everybody(parts: Parts, message: Message) -> None:
    """Carry out "case.entries": people, and the webhooks of the marketplace."""
    hand_on(parts, message)
    tell(parts, message)


def step_in_by_rule(parts: Parts, message: Message) -> tuple[str, ...]:
    """Carry out "platform.step_in": the platform pays in place of whoever let the time pass."""
    step_in(Carrier(parts.store, parts.clerk, parts.clock, parts.secrets), message.payload["case"])
    return ("case",)


def look_up_order(parts: Parts, message: Message) -> tuple[str, ...]:
    """Carry out "order.unanswered": the shop is asked again what it says of a case's order."""
    look_up_again(Carrier(parts.store, parts.clerk, parts.clock, parts.secrets), message.payload["case"])
    return ("case",)


def look_up_registered_order(parts: Parts, message: Message) -> tuple[str, ...]:
    """Carry out "order.registered": the shop is asked what it says of an order of the register."""
    look_up_registered(Carrier(parts.store, parts.clerk, parts.clock, parts.secrets), message.payload["order"])
    return ("order",)


EFFECTS: dict[str, Effect] = {
    HAND_OVER: hand_over,
    STEP_IN: step_in_by_rule,
    LOOK_UP: look_up_order,
    REGISTERED: look_up_registered_order,
    RECOVERIES: tell_of_recoveries,
    BUNDLES: tell_of_bundle,
}

HANDLERS: dict[str, Handler] = {
    hearing.HEARD: hearing.look_after_all,
    FUND_PAY: tills.pay,
    "case.entries": tell_everybody,
    ENTRIES: enter,
    "case.reminder": remind,
    ASSIGN: assign,
    MAIL: send_notice,
    service.UNREACHED: service.unreached,
    service.INBOX: service.to_inbox,
    service.SERVED: service.substituted,
    service.REACHED: service.reached,
    CHANGED: tell_of_account,
    **announcing.HANDLERS,
    **telling.HANDLERS,
    **evidence.HANDLERS,
    **safety.HANDLERS,
    **shops.HANDLERS,
    **webhooks.HANDLERS,
    **dict.fromkeys(ACCOUNT_TOPICS, send_account_mail),
}
