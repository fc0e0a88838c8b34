"""Why something is not exported."""

from odr.domain.refusals import Refused


class ScopeNotFound(Refused):
    """There is no such scope for you. Scopes are granted by a registrar of the service, with their legal basis."""

    field = "scope"


class ScopeRevoked(Refused):
    """This scope was revoked. Ask a registrar of the service for a new one."""

    field = "scope"


class PeriodNotValid(Refused):
    """The period must end after it begins. Check both dates."""

    field = "openedBefore"


class LegalBasisMissing(Refused):
    """State the legal basis on which this authority receives case data."""

    field = "legalBasis"
