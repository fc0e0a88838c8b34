"""Rows across cases for two lists: what a marketplace is to pay itself, and what counts against a seller.

A view like `odr.views`: each case's rows are written in the transaction of its entries, and follow from its docket
alone, so that they can be made again at any time.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Index, Integer, PrimaryKeyConstraint, Table, Text

from odr.domain import events as e
from odr.domain.case import Case, Entry
from odr.domain.evolve import follow
from odr.domain.paying import BY_PLATFORM
from odr.domain.standing import counts_against_seller, seller_of
from odr.promises import fund_key
from odr.store import Dialect, Driver, metadata, micros, spelt

fund_payments = Table(
    "fund_payments",
    metadata,
    Column("case_id", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("marketplace", Text, nullable=False),
    Column("part", Text, nullable=False),
    Column("payee", Text, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("is_open", Integer, nullable=False),
    Column("ordered_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("case_id", "line"),
)
"""What the platform pays in place of whoever owes it. `key` follows from both ids. Instants in UTC microseconds."""

Index(
    "ix_fund_payments_marketplace_ordered_at_key",
    fund_payments.c.marketplace,
    fund_payments.c.ordered_at.desc(),
    fund_payments.c.key.desc(),
)

seller_matters = Table(
    "seller_matters",
    metadata,
    Column("case_id", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("matter", Text, nullable=False),
    Column("seller", Text, nullable=False),
    Column("marketplace", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("case_id", "about"),
)
"""What counts against a seller, by the decision or the line it is about."""

Index(
    "ix_seller_matters_seller_marketplace_at",
    seller_matters.c.seller,
    seller_matters.c.marketplace,
    seller_matters.c.at,
)


class FundRow(NamedTuple):
    """A line that the platform pays; in the order of the columns."""

    case_id: str
    line: str
    key: str
    number: str
    marketplace: str
    part: str
    payee: str
    minor: int
    currency: str
    step: str
    is_open: int
    ordered_at: int


class MatterRow(NamedTuple):
    """Something that counts against a seller; in the order of the columns."""

    case_id: str
    about: str
    matter: str
    seller: str
    marketplace: str
    number: str
    at: int


class Rows(NamedTuple):
    """All rows of one case."""

    case_id: str
    payments: list[FundRow]
    matters: list[MatterRow]


_OVER = (e.Step.FULFILLED, e.Step.LAPSED)
_BEGINS = (e.DecisionIssued, e.DefaultDecisionIssued, e.CompensationOrdered)


def rows_of(case: Case) -> Rows:
    """What follows from a case as it is."""
    payments = [
        FundRow(
            case.id,
            line.id,
            fund_key(case, line.id),
            case.number,
            case.marketplace,
            line.fund.value,
            line.remedy.owed_by.other.value,
            line.remedy.amount.minor,
            line.remedy.amount.currency,
            line.step.value,
            int(line.step not in _OVER),
            micros(order.at),
        )
        for order in case.orders
        for line in order.lines
        if line.fund is not None and line.fund in BY_PLATFORM and line.remedy.amount is not None
    ]
    side = seller_of(case)
    seller = case.party(side).holder if side is not None else ""
    matters = [
        MatterRow(case.id, one.about, one.matter.value, seller, case.marketplace, case.number, micros(one.at))
        for one in counts_against_seller(case)
    ]
    return Rows(case.id, payments, matters)


def after(case: Case, entries: Sequence[Entry]) -> Rows | None:
    """The rows of a case once these entries are in its docket; None while nothing was decided or ordered in it."""
    known = case.decision or case.past_decisions or case.compensation
    if not known and not any(isinstance(entry.event, _BEGINS) for entry in entries):
        return None
    return rows_of(follow(case, entries))


_FUND = f"""insert into fund_payments ({", ".join(FundRow._fields)})
values ({", ".join("?" for _ in FundRow._fields)})"""  # noqa: S608 -- column names of our own tables
_MATTER = f"""insert into seller_matters ({", ".join(MatterRow._fields)})
values ({", ".join("?" for _ in MatterRow._fields)})"""  # noqa: S608


def enter(db: Driver, dialect: Dialect, rows: Rows) -> None:
    """Write the rows of a case in place of those that it had."""
    for table in (fund_payments.name, seller_matters.name):
        db.execute(spelt(f"delete from {table} where case_id = ?", dialect), (rows.case_id,))  # noqa: S608 -- our own
    for payment in rows.payments:
        db.execute(spelt(_FUND, dialect), tuple(payment))
    for matter in rows.matters:
        db.execute(spelt(_MATTER, dialect), tuple(matter))
