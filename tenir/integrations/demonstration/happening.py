"""What happened on the demonstration's platform: instants, in any order, and the act of each."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from tenir.apps.agreements import queries as agreed
from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.queries import Contract, Version
from tenir.apps.availability import services as availability
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.documents import services as documents
from tenir.apps.maintenance import services as maintenance
from tenir.apps.orders import services as orders
from tenir.apps.parties import services as parties
from tenir.apps.parties.queries import Client
from tenir.apps.reports import services as reports
from tenir.integrations.demonstration.causes import causes
from tenir.integrations.demonstration.claims import claims
from tenir.integrations.demonstration.delivery import tick
from tenir.integrations.demonstration.history import SOURCE, History, day_of, instant
from tenir.integrations.demonstration.opening import Business, morning
from tenir.integrations.demonstration.publisher import CUSTOMERS
from tenir.integrations.demonstration.stories import TITLES, Planned
from tenir.terms.dates import epoch, month_span
from tenir.terms.phrases import Language, day
from tenir.terms.samples import DEGRADED, DOWN, UNKNOWN, UP
from tenir.terms.stretches import records_of
from tenir.viewer import SYSTEM, Viewer

Act: TypeAlias = Callable[[datetime], object]
Happening: TypeAlias = tuple[datetime, Act]
Changes: TypeAlias = tuple[tuple[str, str], ...]
_STATES = {UP: "up", DOWN: "down", DEGRADED: "degraded", UNKNOWN: "unmeasured"}
REVIEW = {  # its title, the heading of its minutes, what they say
    "fr": ("Revue annuelle", "Compte rendu de la revue annuelle", "Rien ne reste en suspens."),
    "en": ("Yearly review", "Minutes of the yearly review", "Nothing is open."),
}
_DAY = timedelta(days=1)
_FROZEN_AFTER = timedelta(days=2, hours=4, minutes=10)
# What version 2 and version 3 change, and the draft that nobody was told of yet.
CARELESS = ("morvanel", "valombre")  # stop confirming their contacts: a promise missed each
SECOND = (('version: "1"', 'version: "2"'), ("length: 10 working_days", "length: 15 working_days"))
THIRD = (SECOND[1], ('version: "1"', 'version: "3"'), ("value: 99.5 %", "value: 99.6 %"))
FOURTH = (THIRD[0], THIRD[2], ('version: "1"', 'version: "4"'), ("rate: 1 %}", "rate: 2 %}"))
# The same in the agreement's own words, which stand beside what they judge.
WORDS: Mapping[str, Changes] = {
    "length: 15 working_days": (("dixième jour ouvré", "quinzième jour ouvré"),),
    "value: 99.6 %": (("216 minutes", "172 minutes et 48 secondes"), ("99,5 %", "99,6 %")),
    "rate: 2 %}": (("1,5 | 1 %", "1,5 | 2 %"),),
    **{
        f'version: "{number}"': (("référence, version 1.", f"référence, version {number}."),)
        for number in (2, 3, 4)
    },
}


def happenings(year: History, business: Business, at: datetime) -> Iterator[Happening]:
    """Everything, up to some days after that instant."""
    story = _Story(year, business, at)
    yield from story.works()
    yield from causes(year, business, at)
    yield from story.months()
    yield from claims(year, business)
    yield from story.versions()
    yield from story.paperwork()


@dataclass(frozen=True)
class _Story:
    year: History
    business: Business
    at: datetime

    def works(self) -> Iterator[Happening]:
        """Works announced as the stories say, some to come, some that were put off."""
        olga = self.business.staff["operations"]
        for item in self.year.planning:
            announced = item.announced_at is not None
            span = (instant(item.span[0]), instant(item.span[1]))
            told = instant(item.announced_at) if item.announced_at else span[0]
            yield told, _announce(olga, item.planned, span, announced=announced)
        for number, ahead, product in (("W-201", 6, "drive"), ("W-202", 13, "techcenter")):
            start = morning((self.at + ahead * _DAY).date(), 22 * 3600)
            to_come = Planned(number, (product,), 11, 1, "22:00", 2, 3)
            span = (start, start + timedelta(hours=2))
            yield self.at - 3 * _DAY, _announce(olga, to_come, span, announced=True)
        yield (
            self.at - 2 * _DAY,
            lambda when: maintenance.withdraw(
                number="W-202", because="le client a demandé une autre nuit", actor=olga, at=when
            ),
        )

    def months(self) -> Iterator[Happening]:
        """Each month frozen in the third night after its end; one stated anew, for a reason."""
        for month in self.year.months:
            over = instant(month_span(month, str(self.at.tzinfo))[1])
            for client in self.business.clients.values():
                yield min(over + _FROZEN_AFTER, self.at), _freeze(client.pk, month)
            for days in (3, 10, 25):
                yield over + days * _DAY, tick
        place = self.year.months[7]
        chatbot = self.business.subscriptions["hr-chatbot.saint-aubrac"].pk
        olga, start = self.business.staff["operations"], morning(day_of(self.year.months, 7, 10))
        found = morning(day_of(self.year.months, 8, 12))
        yield found, _exclude(
            olga, chatbot, (start, start + timedelta(hours=8)), "client-misuse",
            "essai de charge mené par le client, vu dans son journal",
        )  # fmt: skip
        yield found + timedelta(hours=1), lambda when: reports.revise(
            subscription=chatbot, month=place, because="journal du client reçu", actor=olga,
            at=when,
        )  # fmt: skip

    def versions(self) -> Iterator[Happening]:
        """Version 2 answered in each of the ways, version 3 in its month of notice, a draft."""
        anna, people = self.business.staff["accounts_manager"], self.business.people
        second, third = self.at - 112 * _DAY, self.at - 12 * _DAY
        yield second, _publish(anna, SECOND)
        for name, days in (("Alice Fontanel", 9), ("Estelle Garandeau", 11), ("Ruth Pemberlow", 4)):
            yield second + days * _DAY, _answer(people[name], "2", agreements.accept_version)
        yield (
            second + 20 * _DAY,
            _answer(people["Quima Olarrain"], "2", agreements.terminate_on_version),
        )
        for days in (1, 15, 28, 33, 40):
            yield second + days * _DAY, tick
        yield third, _publish(anna, THIRD)
        yield third + _DAY, tick
        for name, days in (("Alice Fontanel", 3), ("Karine Obernat", 5)):
            yield third + days * _DAY, _answer(people[name], "3", agreements.accept_version)
        yield self.at - _DAY, lambda when: _drafted(anna, FOURTH, when)

    def paperwork(self) -> Iterator[Happening]:
        """Contacts confirmed, quotes in each state, documents, the contract that ended."""
        anna, people = self.business.staff["accounts_manager"], self.business.people
        for customer in CUSTOMERS:
            pk = self.business.clients[customer.slug].pk
            begun, last = min(contract.starts for contract in customer.contracts)[0], 11
            if customer.slug in CARELESS:
                last = 2  # and no more
            for month in range(max(begun, -15) + 5, last, 5):
                yield morning(day_of(self.year.months, month, 3)), _confirm(anna, pk)
        yield morning(day_of(self.year.months, 7, 1)), lambda when: agreements.end_contract(
            contract=self.business.contracts["C-007"].pk, on=day_of(self.year.months, 8, 14),
            because="la ville passe au portail de sa région", actor=anna, at=when,
        )  # fmt: skip
        for number, kind, wish, who, fate in (
            (
                "C-001",
                "training",
                "Deux jours de prise en main de Drive",
                "Alice Fontanel",
                "accepted",
            ),
            (
                "C-009",
                "on_call",
                "Une astreinte de nuit en saison",
                "Maud Cressenay",
                "priced",
            ),
            ("C-010", "settings_help", "Help with spare part views", "Ottilie Brandauer", "asked"),
            ("C-013", "tma", "Un connecteur maintenu pour nous", "Thibault Marcenac", "declined"),
        ):
            contract = self.business.contracts[number]
            yield self.at - 20 * _DAY, _quote(anna, people[who], contract, (kind, wish), fate)
        for slug, client in self.business.clients.items():
            yield morning(day_of(self.year.months, 10, 12)), _minutes(anna, slug, client)


def measure(year: History, business: Business, at: datetime) -> None:
    """What monitoring saw of every subscription, up to that instant."""
    today = epoch(at.replace(minute=0, second=0))
    for item in year.subscribed:
        runs = item.contract.ends is None
        seen = (item.seen[0], max(item.seen[1], today) if runs else item.seen[1])
        told = records_of(seen, item.stretches)
        availability.record_measurements(
            subscription=business.subscriptions[item.line.target].pk, source=SOURCE,
            records=[
                availability.Record(instant(second), _STATES[state])
                for second, state in zip(told.at.tolist(), told.status.tolist(), strict=True)
            ],
            actor=business.staff["operations"], at=at,
        )  # fmt: skip


def _announce(
    actor: Viewer, planned: Planned, span: tuple[datetime, datetime], *, announced: bool
) -> Act:
    french, english = TITLES[planned.kind]
    name = catalogue.product(planned.products[0]).name
    return lambda when: maintenance.put_on_record(
        number=planned.number, title_fr=f"{french} · {name}", title_en=f"{english} · {name}",
        kind=planned.kind, products=planned.products, starts_at=span[0],
        ends_at=span[1], announced_at=when if announced else None, actor=actor, at=when,
    )  # fmt: skip


def _exclude(
    actor: Viewer, subscription: int, span: tuple[datetime, datetime], reason: str, evidence: str
) -> Act:
    return lambda when: availability.exclude(
        subscription=subscription, start=span[0], end=span[1], reason=reason, evidence=evidence,
        actor=actor, at=when,
    )  # fmt: skip


def _freeze(client: int, month: str) -> Act:
    return lambda when: reports.freeze_client(
        organisation=client, month=month, actor=SYSTEM, at=when
    )


def _drafted(actor: Viewer, changes: Changes, when: datetime) -> Version:
    first = agreed.versions(actor).order_by("pk").first()
    if first is None:
        raise LookupError("the reference agreement is installed first")
    convention, text = first.convention, first.text
    for old, new in changes:
        convention = convention.replace(old, new, 1)
        for said, says in WORDS[new]:
            text = text.replace(said, says)
    return agreements.draft_version(convention=convention, text=text, actor=actor, at=when)


def _publish(actor: Viewer, changes: Changes) -> Act:
    return lambda when: agreements.publish(_drafted(actor, changes, when).pk, actor=actor, at=when)


def _answer(who: Viewer, number: str, act: Callable[..., object]) -> Act:
    def answered(when: datetime) -> None:
        found = agreed.client_versions(who).filter(version__number=number)
        act(client_version=found.get().pk, actor=who, at=when)

    return answered


def _confirm(actor: Viewer, client: int) -> Act:
    return lambda when: parties.confirm_contacts(client, actor=actor, at=when)


def _quote(
    actor: Viewer, who: Viewer, contract: Contract, asked: tuple[str, str], fate: str
) -> Act:
    """Asked for, then priced, then accepted or declined, as far as it went."""

    def act(when: datetime) -> None:
        kind, wish = asked
        quote = orders.ask(contract, kind, wish=wish, actor=who, at=when)
        if fate == "asked":
            return
        offer = orders.Offer(
            words=wish,
            amount=Decimal("1800.00"),
            valid_until=(when + 60 * _DAY).date(),
            starts_on=(when + 30 * _DAY).date(),
        )
        quote = orders.price(quote, offer, actor=actor, at=when + _DAY)
        if fate == "accepted":
            orders.accept(quote, actor=who, at=when + 3 * _DAY)
        elif fate == "declined":
            orders.decline(quote, because="l'an prochain", actor=who, at=when + 4 * _DAY)

    return act


def _minutes(actor: Viewer, slug: str, client: Client) -> Act:
    """Minutes of a yearly review, for the client to read, in its language."""
    language: Language = "en" if client.language == "en" else "fr"
    title, heading, body = REVIEW[language]

    def act(when: datetime) -> None:
        text = f"{heading}\n{client}, {day(when.date(), language)}\n{body}\n"
        documents.keep(
            io.BytesIO(text.encode()), filename=f"review-{slug}.txt", title=title,
            purpose="review", organisation=client.pk, audience="client", actor=actor, at=when,
        )  # fmt: skip

    return act
