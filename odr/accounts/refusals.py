"""Why an act on an account was refused: one class per reason, whose docstring is the message."""

from odr.domain.refusals import Refused


class AccountRefused(Refused):
    """This is not possible for this account."""


class Busy(AccountRefused):
    """Many people are signing in at this moment. Try again in a few seconds."""


class Throttled(AccountRefused):
    """There were too many attempts in a short time. Wait a little and try again; nothing is locked."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__()
        self.retry_after_s = retry_after_s
        """Whole seconds until the next attempt is let through."""


class NotAllowed(AccountRefused):
    """You may not do this here. Ask an owner or administrator to do it, or to give you the part that may."""


class EmailNotValid(AccountRefused):
    """This is not an e-mail address. Write it like name@example.org."""

    field = "email"


class PasswordTooShort(AccountRefused):
    """Use at least 15 characters. Several words in a row are easy to remember; spaces are allowed."""

    field = "password"


class PasswordTooLong(AccountRefused):
    """Use at most 256 characters."""

    field = "password"


class PasswordTooCommon(AccountRefused):
    """This password is easy to guess. Choose one that is not a well-known phrase, a repetition or your
    own address."""

    field = "password"


class NameNotValid(AccountRefused):
    """Give a name of 1 to 200 characters on one line."""

    field = "name"


class IbanNotValid(AccountRefused):
    """This is not an IBAN: its check digits do not fit. Copy it from a bank statement, such as DE89 3704 0044 0532 0130
    00."""

    field = "iban"


class LanguageNotValid(AccountRefused):
    """Give a language tag such as en, de or pt-BR."""

    field = "language"


class ZoneNotValid(AccountRefused):
    """Give a time zone by its IANA name, such as Europe/Berlin."""

    field = "zone"


class RegionNotValid(AccountRefused):
    """Give the region by its code in ISO 3166-2, such as DE-BY, or leave it out."""

    field = "region"


class CountryNotValid(AccountRefused):
    """Give the country as two capital letters of ISO 3166-1, such as DE."""

    field = "country"


class WebsiteNotValid(AccountRefused):
    """Give the website as an address that starts with https://."""

    field = "website"


class WrongCredentials(AccountRefused):
    """Address or password is not right, or the address is not confirmed yet. Check both, follow the link
    in the confirmation mail, or ask for a recovery link."""


class WrongPassword(AccountRefused):
    """This is not your present password. Type it again, or sign out and ask for a recovery link."""

    field = "password"


class SecondFactorRequired(AccountRefused):
    """This service asks its staff for a second factor. Set up an authenticator app on your account page first."""


class SecondFactorNeeded(AccountRefused):
    """This needs a second proof. Type the code that your authenticator app shows, or one of your recovery codes."""

    field = "code"


class WrongCode(AccountRefused):
    """This code is not right, is over, or was used before. Wait for the next one in your app, or use another recovery
    code."""

    field = "code"


class SecondFactorSet(AccountRefused):
    """You have a second factor already. Remove it first, with one of its codes, to set up another one."""


class SecondFactorMissing(AccountRefused):
    """You have no second factor. Set one up first."""


class LinkNotValid(AccountRefused):
    """This link is no longer valid: it was used, has expired or was replaced by a newer one. Ask for
    a new one."""

    field = "token"


class EmailTaken(AccountRefused):
    """This address was confirmed for another account meanwhile. Sign in with it, or ask for
    a recovery link."""


class LastOwner(AccountRefused):
    """An organisation keeps at least one owner. Invite another owner first."""


class StillServing(AccountRefused):
    """You serve here or administer a marketplace. Ask a registrar, an operator or another administrator to end that
    first, so that nobody waits for you."""


class OtherSideOfSeller(AccountRefused):
    """The marketplace is the other side in an open case of this seller, so it does not close its account. Ask
    a registrar of the service."""


class NotAMember(AccountRefused):
    """This person does not belong to the organisation. Reload the list of its people."""


class CodeNotValid(AccountRefused):
    """Give a code of 2 to 6 capital letters or digits that starts with a letter; it stands in every case
    number."""

    field = "code"


class CodeTaken(AccountRefused):
    """Another marketplace uses this code. Choose a different one."""

    field = "code"


class ExternalIdNotValid(AccountRefused):
    """Give the marketplace's own id of the seller: 1 to 200 characters on one line."""

    field = "externalId"


class ScopesNotValid(AccountRefused):
    """Name at least one scope of ORDERS_WRITE, CASES_READ, FULFILMENT_WRITE and WEBHOOKS_WRITE."""

    field = "scopes"


class OwnAccount(AccountRefused):
    """You belong to this account, so that another registrar has to open it again. Ask one of them."""


class NotForOneself(AccountRefused):
    """Nobody grants a role to themselves. Ask another registrar or operator."""


class PeriodNotValid(AccountRefused):
    """Give an end that comes after the beginning and is not over yet, or neither for no period at all."""

    field = "until"
