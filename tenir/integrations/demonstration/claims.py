"""The demonstration's rights to a penalty: claimed in time or late, contested, credited, let go of.

Clause: 5.6, 5.7, 5.8, 5.9.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tenir.apps.commitments import services as commitments
from tenir.apps.parties import services as parties
from tenir.apps.penalties import services as penalties
from tenir.integrations.demonstration.history import History, day_of, instant
from tenir.integrations.demonstration.opening import Business, morning
from tenir.integrations.demonstration.publisher import NAME
from tenir.terms.dates import month_of, month_span
from tenir.viewer import SYSTEM, Viewer

_DAY = timedelta(days=1)
Act = Callable[[datetime], object]
# Made up, and long enough to be checked (no such company is registered).
SIREN = "999000003"
SIRENS = {"lacaune": "999000011", "erdre": "999000029", "valombre": "999000037",
          "brevent": "999000045"}  # fmt: skip
# Sent in time and credited; in time and still owed: line, month, who.
CREDITED = (("mobile-sales.lacaune", 9, "Charlotte Vébrune"),
            ("mobile-sales.lacaune", 10, "Charlotte Vébrune"))  # fmt: skip
OWED = (("sales-force-automation.lacaune", 10, "Damien Aurillet"),)
# Sent late, contested: line, month, who, why, how finance ruled and why.
LATE = (
    ("insurance-accountant-documents.erdre", 5, "Estelle Garandeau",
     "Notre service comptable était fermé.", False, "La convention compte les jours ouvrés de "
     "l'éditeur, et non ceux du client."),
    ("field-service-management.valombre", 3, "Maud Cressenay",
     "L'avis ne nous est jamais parvenu : l'adresse de Nassim Ferroudj ne reçoit plus rien.", True,
     "L'avis est revenu, et le client n'a pas été joint autrement : la demande est reçue."),
)  # fmt: skip
GIVEN_UP = ("real-estate-suite.haldenwick", 7, "a training day was taken instead")


def claims(year: History, business: Business) -> Iterator[tuple[datetime, Act]]:
    """Each claim at its date, what finance ruled, and the credit notes."""
    fred = business.staff["finance"]
    yield morning(day_of(year.months, 0, 3)), lambda when: _set_up(business, fred, when)
    for target, month, name in (*CREDITED, *OWED):
        sent = _Sent(year, business, target, month, business.people[name])
        yield _at(sent.over, 5, "10:20"), sent.send
        if (target, month, name) in CREDITED:
            yield _at(sent.over, 12, "14:05"), sent.credit(fred)
    for target, month, name, why, grant, because in LATE:
        late = _Sent(year, business, target, month, business.people[name])
        yield _at(late.over, 26, "09:35"), late.send
        yield _at(late.over, 28, "16:10"), late.contest(why)
        yield _at(late.over, 33, "11:00"), late.rule(fred, grant=grant, because=because)
        if grant:
            yield _at(late.over, 34, "09:15"), late.credit(fred)
    target, month, why = GIVEN_UP
    given_up = _Sent(year, business, target, month, SYSTEM)
    yield _at(given_up.over, 5, "15:30"), given_up.waive(why)


def _at(over: datetime, days: int, clock: str) -> datetime:
    """So many days after the end of a month, at an hour of the office."""
    hours, minutes = (int(part) for part in clock.split(":"))
    return morning((over + days * _DAY).date(), hours * 3600 + minutes * 60)


def _set_up(business: Business, fred: Viewer, when: datetime) -> None:
    """Finance chose how a penalty is taxed; the companies that are credited have their number."""
    penalties.set_invoicing(
        legal_name=NAME, siren=SIREN, street="12 rue des Lanternes", postcode="44000",
        city="Nantes", vat="damages", reason="Indemnité, hors du champ de la TVA", actor=fred,
        at=when,
    )  # fmt: skip
    anna = business.staff["accounts_manager"]
    for slug, siren in SIRENS.items():
        parties.change_client(business.clients[slug].pk, siren=siren, actor=anna, at=when)


@dataclass
class _Sent:
    """A claim of one line's month, step by step."""

    year: History
    business: Business
    target: str
    number: int
    who: Viewer
    key: int = 0

    @property
    def month(self) -> str:
        """Its name, 2026-09."""
        return self.year.months[self.number]

    @property
    def over(self) -> datetime:
        """When the month ended."""
        return instant(month_span(self.month, "Europe/Paris")[1])

    def send(self, when: datetime) -> None:
        """The contact claims."""
        line = self.business.subscriptions[self.target].pk
        made = penalties.send_claim(subscription=line, month=self.month, actor=self.who, at=when)
        self.key = made.pk

    def contest(self, because: str) -> Act:
        """The contact contests the refusal."""
        return lambda when: penalties.object_to(self.key, because=because, actor=self.who, at=when)

    def rule(self, fred: Viewer, *, grant: bool, because: str) -> Act:
        """Finance rules on that."""
        return lambda when: penalties.rule(
            self.key, grant=grant, because=because, actor=fred, at=when
        )

    def credit(self, fred: Viewer) -> Act:
        """Finance issues the credit note, of the invoice of the year."""
        year, month = month_of(self.month)
        return lambda when: penalties.issue(
            self.key, corrects=f"F-{year}-{month:02}-{self.target.partition('.')[2][:12]}",
            corrects_on=date(year, month, 1), fee_paid=True, actor=fred, at=when,
        )  # fmt: skip

    def waive(self, because: str) -> Act:
        """The client does without: what it had to do is let go of."""
        line = self.business.subscriptions[self.target].pk
        key = f"penalty.claim/{line}/{self.month}"
        return lambda when: commitments.waive(key, because=because, actor=SYSTEM, at=when)
