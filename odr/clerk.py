"""The clerk is the only door through which a case changes, and the window through which it is read."""

import logging
import random
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import psycopg

from odr import across, docket, recoveries, reserved
from odr.arrivals import Arrivals, Overtakes
from odr.changes import Changes
from odr.closures import is_closed
from odr.docket import Addition, Lost, Stamp
from odr.domain import filing, procedure
from odr.domain import refusals as no
from odr.domain.calendar import Calendars, weekends_everywhere
from odr.domain.events import RulebookChanged
from odr.domain.guards import Command
from odr.domain.retention import erases_at
from odr.domain.roles import Actor, Role, Visitor
from odr.domain.rulebook import Rulebook
from odr.domain.sight import seat
from odr.kept import CaseSeen as CaseSeen
from odr.kept import KeptCases, Passed, Whole
from odr.law import Law
from odr.openings import Draft, begin
from odr.outages import Outages
from odr.promises import GRACE, promises
from odr.recoveries import Untold
from odr.reserved import Act
from odr.store import Driver, Store, micros, spelt
from odr.submitting import Ask as Ask
from odr.submitting import Asked, Decided, Part, asked_by, asked_by_service
from odr.submitting import Submitted as Submitted
from odr.views import gone, rows

log = logging.getLogger(__name__)

TRIES = 8

_TAKEN = (sqlite3.IntegrityError, psycopg.errors.UniqueViolation)


class Clerk:
    """Loads, lets time pass, decides, appends. Blocking: called in a worker thread.

    Args:
        store: the database.
        rulebooks: every rulebook that a case may have pinned, by id.
        calendars: which days are worked at a place.
        arrivals: the acts under way in this process; without, there are none.
        outages: when the service could not be used; without, it always could.
    """

    def __init__(
        self,
        store: Store,
        rulebooks: Mapping[str, Rulebook],
        calendars: Calendars = weekends_everywhere,
        arrivals: Arrivals | None = None,
        outages: Outages | None = None,
    ) -> None:
        self.store = store
        self.outages = outages or Outages(store, exempt=True)
        self.law = Law(rulebooks, calendars, self.outages.known)
        self.arrivals = arrivals or Arrivals(store)
        self.changes = Changes(store)
        self._kept = KeptCases()

    def open(
        self, code: str, ask: Callable[[str], filing.FileComplaint], rulebook: str, act: Act | None = None
    ) -> Submitted:
        """Open a case under a number of the marketplace's series. Raises ComplaintExists when one is open already."""
        return self.open_all(code, [Draft(ask, rulebook)], act)

    def open_all(self, code: str, drafts: Sequence[Draft], act: Act | None) -> Submitted:
        """Open a case for each draft, all of them or none; the key is kept with the first. Raises ComplaintExists."""
        for _ in range(TRIES):
            try:
                with self.store.raw() as db, self.store.transaction(db):
                    return self._replayed(db, act) or self._open_each(db, code, drafts, act)
            except (Lost, *_TAKEN):
                continue
        raise no.Busy()

    def _open_each(self, db: Driver, code: str, drafts: Sequence[Draft], act: Act | None) -> Submitted:
        opened: list[Submitted] = []
        for part, one in enumerate(drafts):
            try:
                opened.append(self._open(db, code, one, None if opened else act))
            except no.Refused as refused:
                refused.part = part
                raise
        return opened[0]

    def _open(self, db: Driver, code: str, draft: Draft, act: Act | None) -> Submitted:
        begun = begin(db, self.store.dialect, self.law, code, draft)
        if begun.entries is None:
            if self._replayed(db, act):
                raise Lost  # the same act, sent twice at once: the other one is the first
            raise no.ComplaintExists()
        self._append(db, Decided(Whole(begun.empty, [], Stamp("", 0)), [], begun.entries), begun.asked.at, act)
        return Submitted(begun.asked.case, act.subject if act else begun.asked.case)

    def submit(
        self,
        case_id: str,
        visitor: Visitor,
        ask: Ask,
        at: datetime,
        *,
        act: Act | None = None,
        expected_version: int | None = None,
    ) -> Submitted:
        """Do what is asked, or refuse. `at` is when the request was received (UTC).

        Raises:
            NotFound: there is no such case for this visitor.
            AccountClosed: the account of the visitor's side is closed.
            StaleVersion: the visitor has not seen the last entries that they may see.
            Busy: eight times somebody else was first, or acts received before a bound that has passed did not end.
            Refused: the rule that answers the command says no.
        """
        return self.submit_together([Part(case_id, ask, expected_version)], visitor, at, act)

    def submit_together(
        self, parts: Sequence[Part], visitor: Visitor, at: datetime, act: Act | None = None
    ) -> Submitted:
        """Do what is asked in each of these cases, in all of them or in none; the key is kept with the first.

        Raises what `submit` raises. Of several cases a refusal names the one by `part`.
        """
        return self._submit([asked_by(self.store, visitor, one) for one in parts], at, act)

    def submit_for_service(self, case_id: str, command: Command, act: Act | None = None) -> Submitted:
        """An act of the service itself, such as an appointment by rule, or of its people who have no seat in a case."""
        return self._submit([asked_by_service(case_id, command)], command.at, act)

    def _submit(self, asked: Sequence[Asked], at: datetime, act: Act | None) -> Submitted:
        waited: datetime | None = None
        for attempt in range(TRIES):
            try:
                return self._try(asked, at, act, waited)
            except Overtakes as overtakes:
                waited = overtakes.bound
                self.arrivals.wait_for_those_before(waited, at)
            except Untold as untold:
                self._tell(untold.case, untold.rows, at)
            except (Lost, *_TAKEN):
                time.sleep(random.uniform(0, 0.005 * 2**attempt))  # noqa: S311 -- jitter, no secret
        raise no.Busy()

    def _try(self, asked: Sequence[Asked], at: datetime, act: Act | None, waited: datetime | None) -> Submitted:
        """Decide and append. `waited`: nothing that was received before this bound is under way any more."""
        with self.store.raw() as db:
            replayed = self._replayed(db, act)
            if replayed is not None:
                return replayed
            self._write(db, [self._decided(db, part, one, at, waited) for part, one in enumerate(asked)], at, act)
        return Submitted(asked[0].case_id, act.subject if act else "")

    def _decided(self, db: Driver, part: int, asked: Asked, at: datetime, waited: datetime | None) -> Decided:
        try:
            stored = self._load(db, asked.case_id)
            whole, late, *_ = self._passed(stored, at)
            by, command = asked.command(whole)
            if late and (waited is None or waited < late[-1].at):
                raise Overtakes(late[-1].at)
            events = procedure.decide(command, whole.case)
        except no.Refused as refused:
            refused.part = part
            raise
        return Decided(stored, late, procedure.enter_in_docket(whole.case, events, by, max(at, whole.case.updated_at)))

    def sweep(self, at: datetime, limit: int = 100) -> int:
        """Record what the passing of time brought to cases whose bound is more than a minute ago; how many.

        During an outage nothing is: its end decides where the bounds move to. In no order, so that workers seldom meet.
        """
        if self.outages.goes_on(at):
            return 0
        sql = spelt("select case_id from dockets where due_at < ? order by due_at limit ?", self.store.dialect)
        with self.store.raw() as db:
            due = [row[0] for row in db.execute(sql, (micros(at - GRACE), limit)).fetchall()]
        random.shuffle(due)
        return sum(self._sweep_one(case_id, at) for case_id in due)

    def _sweep_one(self, case_id: str, at: datetime) -> bool:
        """Whether time had brought something. A case that cannot be read keeps no other from its turn."""
        try:
            with self.store.raw() as db:
                stored = self._load(db, case_id)
                late = self._passed(stored, at).late
                if late:
                    self._write(db, [Decided(stored, late, [])], at, None)
        except Untold as untold:
            self._tell(case_id, untold.rows, at)
            return True
        except Lost:
            return False
        except Exception:
            log.exception("sweep.case_failed", extra={"case": case_id})
            return False
        return bool(late)

    def look(self, case_id: str, visitor: Visitor, at: datetime) -> CaseSeen:
        """The case as this visitor may see it. Raises NotFound alike for unknown and for invisible cases."""
        stored = self._stored(case_id)
        role = seat(self._passed(stored, at).whole.case, visitor)
        if role is None:
            raise no.NotFound()
        found = self._seen(stored, Actor(role, visitor.person), at)
        closed = is_closed(self.store, found.case, role, visitor)
        return replace(found, made={}, closed=True) if closed else found

    def look_as(self, case_id: str, role: Role, at: datetime, person: str = "") -> CaseSeen:
        """The case as this role (of third parties, this `person`) sees it, for what the service itself renders."""
        return self._seen(self._stored(case_id), Actor(role, person), at)

    def _seen(self, stored: Whole, by: Actor, at: datetime) -> CaseSeen:
        found = self._passed(stored, at).seen_by(by, at)
        self._kept.put(stored)
        return found

    def _passed(self, stored: Whole, at: datetime) -> Passed:
        return stored.passed(at, self.law.outages_over(stored.case, at))

    def _stored(self, case_id: str) -> Whole:
        with self.store.raw() as db:
            return self._load(db, case_id)

    def _load(self, db: Driver, case_id: str) -> Whole:
        """The docket as it is now: the one kept, when its stamp is still the same."""
        kept = self._kept.get(case_id)
        if kept is not None and kept.stamp == docket.stamp(db, self.store.dialect, case_id):
            return kept
        loaded = docket.load(db, self.store.dialect, case_id)
        if not loaded.entries:
            raise no.NotFound()
        whole = Whole(self.law.fold(case_id, loaded.entries), loaded.entries, loaded.stamp)
        self._kept.put(whole)
        return whole

    def tell_of_recoveries(self, order: str, at: datetime) -> None:
        """Tell every case of a sale that it concerns what its ledger says and the case does not know."""
        with self.store.raw() as db:
            cases = recoveries.cases_of(db, self.store.dialect, order)
        for case_id in cases:
            with self.store.raw() as db:
                rows = recoveries.untold(db, self.store.dialect, self._load(db, case_id).case)
            self._tell(case_id, rows, at)

    def _tell(self, case_id: str, rows: Sequence[recoveries.Row], at: datetime) -> None:
        for row in rows:
            self.submit_for_service(case_id, recoveries.telling(row, at))

    def _write(self, db: Driver, decided: Sequence[Decided], at: datetime, act: Act | None) -> None:
        """Append, and enter in the ledgers across cases what that means for them, in one transaction."""
        joint = [across.across(db, self.store.dialect, one) for one in decided]
        with self.store.locked(db, several=len(joint) > 1 or not all(one.is_empty for one in joint)):
            for part, (one, found) in enumerate(zip(decided, joint, strict=True)):
                across.enter(db, self.store.dialect, found, at)
                self._append(db, one, at, None if part else act, found.erased.numbers)
        for one in decided:
            self.changes.moved(one.stored.case.id)

    def _append(
        self, db: Driver, decided: Decided, at: datetime, act: Act | None, spent: frozenset[int] = frozenset()
    ) -> None:
        stored, late, new = decided
        sealed = docket.sealed(stored.case.id, [*late, *new], stored.stamp, spent)
        whole = stored.after(sealed.entries, sealed.stamp)
        case = whole.case
        addition = Addition(
            case=case,
            sealed=sealed,
            read=stored.case.version,
            due=case.next_due,
            erase=erases_at(case),
            views=rows(case, whole.entries, stored.case.version, lambda seat: whole.sight(seat).case),
            gone=gone(stored.case, case),
            promises=promises(case, late, new, at),
            at=at,
            act=act,
            spent=spent,
        )
        docket.append(db, self.store.dialect, addition)
        if spent or any(isinstance(entry.event, RulebookChanged) for entry in sealed.entries):
            self._kept.drop(case.id)
        else:
            self._kept.put(whole)

    def done_before(self, act: Act | None) -> Submitted | None:
        """What the idempotency key did before, for whoever has to look at cases first. Raises KeyReused."""
        with self.store.raw() as db:
            return self._replayed(db, act)

    def _replayed(self, db: Driver, act: Act | None) -> Submitted | None:
        """What the idempotency key did before. Raises KeyReused when it was used with other input."""
        if act is None:
            return None
        kept = reserved.kept(db, self.store.dialect, act.actor, act.mutation, act.key)
        if kept is None:
            return None
        if kept.input_hash != act.input_hash:
            raise no.KeyReused()
        return Submitted(kept.case_id, kept.subject, replayed=True)
