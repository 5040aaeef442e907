"""The statement of time of a contract: what was spent, charged, prepaid, invoiced; as CSV and PDF.

Clause: 7.22.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from tenir.apps.agreements.queries import Contract
from tenir.apps.support import queries
from tenir.apps.support.queries import Line, Prepaid
from tenir.integrations.report import figures
from tenir.integrations.report.files import disarmed
from tenir.integrations.report.pdf import write_document
from tenir.integrations.report.tables import table, text
from tenir.terms.phrases import Language
from tenir.viewer import Viewer

COLUMNS = (
    "request", "title", "started_at", "minutes", "nature", "charged", "prepaid", "amount",
    "rate", "done_by",
)  # fmt: skip
CSV = "time.csv"
WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Relevé de temps", "Statement of time"),
    "contract": ("contrat {number}", "contract {number}"),
    "Contract": ("Contrat {number}", "Contract {number}"),
    "client": ("Client", "Client"),
    "period": ("Période", "Period"),
    "issued": ("Établi le", "Issued on"),
    "rates": ("Conditions", "Terms"),
    "rates_of_an_hour": ("{rate} l’heure, {outside} hors des heures ouvrées, hors taxes",
                         "{rate} an hour, {outside} out of hours, excl. tax"),
    "rate": ("L’heure", "An hour"),
    "rounding": ("arrondi à {minutes} min par intervention", "rounded up to {minutes} min each"),
    "consent": ("avec l’accord d’un contact", "once a contact accepted"),
    "zone": ("Toutes les heures sont celles du fuseau {zone}.", "All times are in {zone}."),
    "page": ("Page {page} sur {pages}", "Page {page} of {pages}"),
    "some": ("{spent} passées, {charged} facturées, dont {prepaid} prépayées : "
             "{amount} hors taxes.",
             "{spent} spent, {charged} charged, of which {prepaid} prepaid: {amount} excl. tax."),
    "nothing": ("Aucun temps n’a été facturé sur cette période.",
                "No time was charged in this period."),
    "real": ("Temps passé", "Time spent"), "charged": ("Facturé", "Charged"),
    "prepaid": ("Prépayé", "Prepaid"), "amount": ("Montant", "Amount"),
    "lines": ("Interventions", "What was done"),
    "request": ("Demande", "Request"), "when": ("Le", "On"), "by": ("Par", "By"),
    "nature": ("Nature", "Nature"),
    "qualification": ("qualification", "qualification"), "analysis": ("analyse", "analysis"),
    "resolution": ("résolution", "resolution"),
    "hours": ("Heures prépayées", "Prepaid hours"),
    "no_hours": ("Ce contrat n’a pas d’heures prépayées.", "This contract has no prepaid hours."),
    "bought": ("Achetées le", "Bought on"), "expires": ("Jusqu’au", "Until"),
    "hours_bought": ("Heures", "Hours"), "spent": ("Consommées", "Spent"),
    "left": ("Reste", "Left"),
    "why": ("Seul le temps annoncé avant, dont la cause n’est pas la nôtre ou que vous avez "
            "commandé, est facturé (7.22).",
            "Only time announced before, whose cause is not ours or that you ordered, is charged "
            "(7.22)."),
    "attached": ("Les mêmes lignes, pour un tableur", "The same lines, for a spreadsheet"),
}  # fmt: skip


@dataclass(frozen=True)
class TimeSpent:
    """A contract's time between two instants, with its prepaid hours and billing terms."""

    contract: Contract
    since: datetime
    until: datetime
    lines: Sequence[Line]
    hours: Sequence[Prepaid]
    terms: queries.BillingTerms | None

    @property
    def minutes(self) -> int:
        """Those spent."""
        return sum(line.entry.minutes for line in self.lines)

    @property
    def charged(self) -> int:
        """Those charged, rounded as the contract says."""
        return sum(line.entry.charged or 0 for line in self.lines)

    @property
    def prepaid(self) -> int:
        """Those of the charged ones that prepaid hours paid for."""
        return sum(line.entry.prepaid for line in self.lines)

    @property
    def amount(self) -> Decimal:
        """What is to invoice, in euros excl. tax."""
        return sum((line.amount for line in self.lines), Decimal(0))


def time_spent(
    viewer: Viewer, contract: Contract, *, since: datetime, until: datetime
) -> TimeSpent:
    """What was charged on a contract the viewer may see, from one instant to another."""
    return TimeSpent(
        contract, since, until,
        queries.statement(viewer, contract.pk, since=since, until=until),
        list(queries.prepaid_hours(viewer, contract=contract.pk)),
        queries.billing_terms(viewer, contract.pk),
    )  # fmt: skip


def as_csv(found: TimeSpent) -> bytes:
    """The lines, one intervention each; instants in the publisher's zone, amounts in euros."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in found.lines:
        entry = line.entry
        writer.writerow([
            entry.request.number, disarmed(entry.request.title),
            _here(entry.started_at).isoformat(timespec="minutes"), entry.minutes, entry.nature,
            entry.charged, entry.prepaid, line.amount, entry.rate, disarmed(_done_by(line, "")),
        ])  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def as_pdf(found: TimeSpent, language: Language, *, at: datetime) -> bytes:
    """The statement to read, as it stands at that instant, the lines inside as CSV."""
    said = {
        "lang": language, "title": _say("title", language), "author": "Tenir",
        "subject": _say("contract", language, number=found.contract.number),
        "product": _say("Contract", language, number=found.contract.number),
        "kind": _say("title", language), "month": _period(found, language),
        "month-inside": _period(found, language),
        "timezone": _say("zone", language, zone=settings.TIME_ZONE),
        "page": _say("page", language, page="\0", pages="\0").split("\0"),
        "facts": list(_facts(found, language, at)), "sentence": _sentence(found, language),
        "notes": [_say("why", language)], "tiles": list(_tiles(found, language)),
        "blocks": [_lines(found, language), _hours(found, language)],
    }  # fmt: skip
    told = {CSV: _say("attached", language)}
    return write_document(said, {CSV: as_csv(found)}, told, dated=at.isoformat(timespec="seconds"))


def _facts(found: TimeSpent, language: Language, at: datetime) -> Iterator[list[Any]]:
    yield [_say("client", language), [found.contract.client.organisation.name]]
    yield [_say("period", language), [_period(found, language)]]
    yield [_say("issued", language), [figures.short_day(_here(at).date(), language)]]
    terms = found.terms
    if terms is None:
        return
    outside = terms.hourly_rate if terms.out_of_hours_rate is None else terms.out_of_hours_rate
    rates = {
        "rate": figures.money(terms.hourly_rate, "EUR", language),
        "outside": figures.money(outside, "EUR", language),
    }
    said = [_say("rates_of_an_hour", language, **rates),
            _say("rounding", language, minutes=terms.rounding)]  # fmt: skip
    if terms.needs_consent:
        said.append(_say("consent", language))
    yield [_say("rates", language), said]


def _sentence(found: TimeSpent, language: Language) -> str:
    if not found.lines:
        return _say("nothing", language)
    return _say(
        "some", language, spent=_length(found.minutes), charged=_length(found.charged),
        prepaid=_length(found.prepaid), amount=figures.money(found.amount, "EUR", language),
    )  # fmt: skip


def _tiles(found: TimeSpent, language: Language) -> Iterator[dict[str, str]]:
    for key, value in (
        ("real", _length(found.minutes)), ("charged", _length(found.charged)),
        ("prepaid", _length(found.prepaid)),
        ("amount", figures.money(found.amount, "EUR", language)),
    ):  # fmt: skip
        yield {"label": _say(key, language), "value": value, "note": "", "tone": "plain"}


def _lines(found: TimeSpent, language: Language) -> dict[str, Any]:
    if not found.lines:
        return text(_say("lines", language), _say("nothing", language))
    head = [
        _say(key, language)
        for key in (
            "request", "when", "by", "nature", "real", "charged", "prepaid", "rate", "amount",
        )
    ]  # fmt: skip
    rows = [[
        f"{line.entry.request.number} {line.entry.request.title}"[:60],
        figures.short_day(_here(line.entry.started_at).date(), language), _done_by(line, "—"),
        _say(line.entry.nature, language),
        _length(line.entry.minutes), _length(line.entry.charged or 0),
        _length(line.entry.prepaid), _rate(line, language),
        figures.money(line.amount, "EUR", language),
    ] for line in found.lines]  # fmt: skip
    return table(
        _say("lines", language),
        head,
        [0, 21, 19, 19, 14, 13, 13, 16, 18],
        rows,
        right=(4, 5, 6, 7, 8),
    )


def _done_by(line: Line, unknown: str) -> str:
    """Whose work it was, while they are known."""
    return line.entry.person.name if line.entry.person else unknown


def _rate(line: Line, language: Language) -> str:
    """What an hour of it was announced to cost; a dash where that was not kept yet."""
    rate = line.entry.rate
    return "—" if rate is None else figures.money(rate, "EUR", language)


def _hours(found: TimeSpent, language: Language) -> dict[str, Any]:
    if not found.hours:
        return text(_say("hours", language), _say("no_hours", language))
    head = [_say(key, language) for key in ("bought", "expires", "hours_bought", "spent", "left")]
    last = _here(found.until).date() - timedelta(days=1)
    rows = [[
        figures.short_day(one.bought_on, language),
        figures.short_day(one.expires_on, language) if one.expires_on else "—",
        _length(one.minutes), _length(one.spent),
        _length(one.left_on(max(last, one.bought_on))),  # none of those that have expired
    ] for one in found.hours]  # fmt: skip
    return table(_say("hours", language), head, [0, 40, 26, 26, 26], rows, right=(2, 3, 4))


def _period(found: TimeSpent, language: Language) -> str:
    """The whole months, or the first and the last day, that one too."""
    first, end = _here(found.since).date(), _here(found.until).date()
    last = end - timedelta(days=1)
    if first.day == end.day == 1:
        months = dict.fromkeys(figures.month(f"{day:%Y-%m}", language) for day in (first, last))
        return " – ".join(months)
    return " – ".join(figures.short_day(day, language) for day in (first, last))


def _here(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE))


def _length(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60:02d}"


def _say(key: str, language: Language, **values: object) -> str:
    french, english = WORDS[key]
    return (french if language == "fr" else english).format(**values)
