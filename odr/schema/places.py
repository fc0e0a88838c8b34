"""Where somebody lives or sells, as it is typed: a place whose days off work are known."""

from odr.accounts.details import country_code, region_code
from odr.accounts.refusals import RegionNotValid
from odr.calendars import regions
from odr.domain.calendar import Calendars
from odr.domain.refusals import PlaceUnknown, Refused

REGION = (
    "Code of the region (ISO 3166-2), such as DE-BY, where its public holidays differ from the country's. "
    "Leave it out for those of the whole country."
)


class RegionUnknown(Refused):
    """There is no calendar of {place}. Leave the region out, or use one of these: {allowed}."""

    field = "region"


PLACES = (RegionNotValid, RegionUnknown, PlaceUnknown)
"""Why a place may be refused, beside the form of its country."""


def require_place(calendars: Calendars, country: str, region: str | None) -> str:
    """The region's code without its country's; empty for none.

    Refuses: CountryNotValid, RegionNotValid, PlaceUnknown for a country without a calendar, RegionUnknown.
    """
    code = region_code(country_code(country), region or "")
    calendars(country)
    if not code:
        return ""
    try:
        calendars(f"{country}-{code}")
    except PlaceUnknown:
        allowed = ", ".join(regions(country)) or "none"
        raise RegionUnknown(place=f"{country}-{code}", allowed=allowed) from None
    return code
