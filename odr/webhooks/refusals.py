"""Why a webhook is not as it was asked for: one class per reason, whose docstring is the message."""

from odr.domain.refusals import Refused


class UrlNotValid(Refused):
    """Give an https:// address on port 443 that can be reached from the internet, without a name or password in it."""

    field = "url"


class TypesNotValid(Refused):
    """Name at least one type of event, or leave it out to be told of all."""

    field = "types"


class TooManyWebhooks(Refused):
    """A marketplace has at most {limit} webhooks. Remove one first."""


class WebhookDisabled(Refused):
    """This webhook is disabled. Enable it first."""

    field = "webhook"


class PeriodTooLong(Refused):
    """Name a period of at most {days} days that ends after it begins."""

    field = "to"
