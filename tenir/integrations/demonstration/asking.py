"""The demonstration's support: requests of the year and of the last days, each on its course."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeAlias

from tenir.apps.support import services as support
from tenir.integrations.demonstration.asked import (
    ALONE,
    COURSES,
    GRAVITIES,
    LEAVES,
    PROBLEMS,
    STOP,
    TOLD,
    TURN,
    TWICE,
    YEARS,
    Step,
    Told,
)
from tenir.integrations.demonstration.history import SEED, History, Subscribed, instant
from tenir.integrations.demonstration.opening import Business, morning
from tenir.viewer import Viewer

Act: TypeAlias = Callable[[datetime], object]
Happening: TypeAlias = tuple[datetime, Act]
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
FRIDAY = 4
CANNED = (
    ("Demande de précisions",
     "Bonjour,\nPour {number}, pouvez-vous nous dire depuis quand et sur quel poste ?",
     "Hello,\nAbout {number}: since when is it so, and on which computer?"),
    ("Clôture", "Bonjour,\nSans nouvelle de votre part, nous closons {number}.",
     "Hello,\nWithout news from you, we close {number}."),
)  # fmt: skip


def asked(year: History, business: Business, at: datetime) -> Iterator[Happening]:
    """The desk made ready, then every request: those of the year at once, the last step by step."""
    desk = _Desk(business, at)
    yield instant(year.bounds[0]), desk.ready
    yield at - 4 * _DAY, desk.closed
    random, days = Random(f"{SEED} support"), _days(year)
    for n in range(YEARS):
        opened = _weekday(days[0] + (days[1] - days[0]) * n / YEARS, random)
        running = [one for one in year.subscribed if _covers(one, opened)]
        item = running[random.randrange(len(running))]
        title = random.choice(PROBLEMS[item.customer.language])
        course = COURSES[TURN[n % len(TURN)]]
        yield opened, desk.whole(item, GRAVITIES[n % len(GRAVITIES)], title, course)
    for told in TOLD:
        yield from desk.told(told, next(x for x in year.subscribed if x.line.target == told.target))


@dataclass
class _Desk:
    """Who asks and who answers."""

    business: Business
    at: datetime

    @property
    def sam(self) -> Viewer:
        return self.business.staff["agent"]

    def ready(self, when: datetime) -> None:
        """A team, words to use again, what an hour costs, hours bought before."""
        anna, sofia = self.business.staff["accounts_manager"], self.business.staff[
            "security_officer"]  # fmt: skip
        support.make_team("Support", members=[_self(self.sam), _self(sofia)], actor=self.sam)
        for name, fr, en in CANNED:
            support.keep_answer(name, text_fr=fr, text_en=en, actor=self.sam)
        for number, contract in self.business.contracts.items():
            support.set_billing_terms(
                contract.pk, hourly_rate=Decimal(95), rounding=15, actor=anna, at=when
            )
            if number in {"C-001", "C-009"}:
                support.buy_hours(
                    contract.pk, minutes=600, key=f"hours/{number}", bought_on=when.date(),
                    actor=anna, at=when,
                )  # fmt: skip

    def closed(self, when: datetime) -> None:
        """A day to come when support is closed, told to every client."""
        on = _weekday(when + 40 * _DAY, Random(SEED)).date()
        anna = self.business.staff["accounts_manager"]
        support.announce_closure(on, because="Inventaire annuel", actor=anna, at=when)

    def whole(
        self, item: Subscribed, gravity: tuple[str, str], title: str, course: tuple[Step, ...]
    ) -> Act:
        """A request and all that came of it, told at once."""

        def act(when: datetime) -> None:
            key = self.open(item, gravity, title, when)
            for hours, name, words in course:
                self.step(item, key, name, words, when=when + hours * _HOUR)

        return act

    def told(self, told: Told, item: Subscribed) -> Iterator[Happening]:
        """A request of the last days: each step when it took place."""
        hours, minutes = map(int, told.clock.split(":"))
        day = self.at.date() - told.days * _DAY
        opened = morning(day - max(0, day.weekday() - FRIDAY) * _DAY, hours * 3600 + minutes * 60)
        made: dict[str, int] = {}

        def open_it(when: datetime) -> None:
            whole = told.course != "incomplete"
            made["key"] = self.open(item, told.gravity, told.title, when, whole=whole)

        yield opened, open_it
        for after, name, words in COURSES[told.course]:
            yield opened + after * _HOUR, self._later(item, made, name, words)

    def _later(self, item: Subscribed, made: Mapping[str, int], name: str, words: str) -> Act:
        return lambda when: self.step(item, made["key"], name, words, when=when)

    def open(
        self, item: Subscribed, gravity: tuple[str, str], title: str, when: datetime,
        *, whole: bool = True,
    ) -> int:  # fmt: skip
        """The client's contact opens it."""
        line = self.business.subscriptions[item.line.target]
        elements: dict[str, Any] = {"subscription": line.pk, "title": title, "problem": title}
        if whole:
            elements |= {
                "impact": gravity[0], "urgency": gravity[1], "observed": title,
                "expected": "—", "steps": item.line.product, "context": "—",
            }  # fmt: skip
        made = support.open_request(
            self.business.clients[item.customer.slug].pk, elements, actor=self._asks(item), at=when
        )
        return made.pk

    def step(self, item: Subscribed, key: int, name: str, words: str, *, when: datetime) -> None:
        """One thing that happened to it."""
        ours: dict[str, Any] = {"actor": self.sam, "at": when}
        theirs: dict[str, Any] = {"actor": self._asks(item), "at": when}
        acts: dict[str, Callable[[], object]] = {
            "take": lambda: support.take_in_charge(key, **ours),
            "give": lambda: support.assign(key, person=_self(self.sam), **ours),
            "answer": lambda: support.answer(key, words, **ours),
            "ask": lambda: support.ask_client(key, words, **ours),
            "reply": lambda: support.reply(key, words, **theirs),
            "resolve": lambda: support.resolve(key, words, **ours),
            "rate": lambda: support.say_how_it_went(key, int(words), **theirs),
            "close": lambda: support.close(key, **ours),
            "reopen": lambda: support.reopen(key, because=words, **theirs),
            "late": lambda: support.explain_lateness(key, because=words, **ours),
            "lower": lambda: support.requalify(
                key, impact="low", urgency="major", because=words, **ours
            ),
            "time": lambda: _put_down(key, int(words), **ours),
            "announce": lambda: support.announce_time(key, because=words, minutes=90, **ours),
            "rule": lambda: support.rule_out(
                key, reason="client_environment_failure", evidence=words, **ours
            ),
            "charge": lambda: support.charge_time(key, **ours),
            "contest": lambda: support.contest_ruling(key, because=words, **theirs),
            "reverse": lambda: support.reverse_ruling(key, because=words, **ours),
            "twice": lambda: support.merge(
                self.open(item, ALONE, TWICE[item.customer.language], when), into=key, **ours
            ),
            "park": lambda: support.park(key, kind="tma", because=words, **ours),
            "hand": lambda: support.hand_over(
                key, software="k2-geospatial", reference=words, **ours
            ),
            "restrict": lambda: support.restrict(key, **ours),
            "reproduce": lambda: support.reproduce(key, reproduced=True, text=words, **ours),
        }
        acts[name]()

    def _asks(self, item: Subscribed) -> Viewer:
        """A contact of that client: the second one where it has two."""
        named = [name for name, role in item.customer.people if role != "reader"]
        return self.business.people[named[-1]]


def _self(viewer: Viewer) -> int:
    if viewer.person is None:
        raise LookupError("the demonstration's staff are people")
    return viewer.person


def _days(year: History) -> tuple[datetime, datetime]:
    """From the second day of the year to some days before its end."""
    first, last = year.bounds
    return instant(first) + _DAY, instant(last) - STOP * _DAY


def _covers(item: Subscribed, when: datetime) -> bool:
    line, day = item.line, when.date()
    begun = line.starts_on is not None and line.starts_on < day
    ends = line.ends_on is not None and line.ends_on < day + 12 * _DAY
    return begun and not ends and item.customer.slug != LEAVES


def _weekday(when: datetime, random: Random) -> datetime:
    """A working hour of that day, or of the Tuesday after where it is no working day."""
    day = when.date()
    if day.weekday() > FRIDAY - 1:
        day += (8 - day.weekday()) * _DAY
    return morning(day, random.randrange(8 * 12 + 7, 15 * 12) * 300)


def _put_down(key: int, minutes: int, *, actor: Viewer, at: datetime) -> None:
    """Time spent until now; out of hours nobody ordered any."""
    begun = at - timedelta(minutes=minutes)
    with suppress(support.NotOrdered):
        support.record_time(
            key, nature="analysis", minutes=minutes, started_at=begun, actor=actor, at=at
        )
