"""Amounts: whole minor units of an ISO 4217 currency. Half a unit goes to the buyer."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from odr.domain.refusals import InvalidInput

_NO_MINOR = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split())
_THREE = frozenset("BHD IQD JOD KWD LYD OMR TND".split())
_TWO = frozenset(
    """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR
    ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
    MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS
    SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG""".split()
)


def exponent(currency: str) -> int:
    """How many decimals the currency has (ISO 4217). Raises InvalidInput for a code that is not a currency."""
    if currency in _TWO:
        return 2
    if currency in _NO_MINOR:
        return 0
    if currency in _THREE:
        return 3
    raise InvalidInput(
        field="currency", problem=f'"{currency[:8]}" is not an ISO 4217 currency. Use a code such as EUR.'
    )


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents for EUR, whole yen for JPY)."""

    minor: int
    currency: str

    def __str__(self) -> str:
        return f"{as_decimal(self)} {self.currency}"


def as_decimal(money: Money) -> str:
    """The amount as people write it: 80.00."""
    return str(Decimal(money.minor).scaleb(-exponent(money.currency)))


def from_decimal(amount: str, currency: str) -> Money:
    """Read "80.00"; raises InvalidInput when it is no number or has more decimals than the currency."""
    places = exponent(currency)
    try:
        minor = Decimal(amount).scaleb(places)
    except InvalidOperation:
        raise InvalidInput(
            field="amount", problem='Write the amount with digits and a point, such as "80.00".'
        ) from None
    if not minor.is_finite() or minor != minor.to_integral_value():
        raise InvalidInput(field="amount", problem=f"{currency} has {places} decimals. Write the amount with no more.")
    if abs(minor) >= 10**15:
        raise InvalidInput(field="amount", problem="This amount is too large. Check the number of digits.")
    return Money(int(minor), currency)


def total(amounts: Sequence[Money], currency: str) -> Money:
    """The sum of amounts of one currency; nothing adds up to zero."""
    if any(amount.currency != currency for amount in amounts):
        raise ValueError("amounts of different currencies are never added")
    return Money(sum(amount.minor for amount in amounts), currency)


def share(whole: Money, weights: Sequence[int]) -> list[Money]:
    """Split by weight with largest remainders, ties to the earlier part; the parts add up to the whole."""
    parts = sum(weights)
    floors = [whole.minor * weight // parts for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(whole.minor * weights[i] % parts))
    for i in by_remainder[: whole.minor - sum(floors)]:
        floors[i] += 1
    return [Money(minor, whole.currency) for minor in floors]
