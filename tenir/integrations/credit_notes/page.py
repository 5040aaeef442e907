"""What the credit note's pages say, for the report's template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tenir.integrations.credit_notes.cii import complementing, described, paid_as, taxed
from tenir.integrations.credit_notes.phrases import PHRASES
from tenir.integrations.report import reckoning
from tenir.terms import phrases
from tenir.terms.countries import country_named
from tenir.terms.phrases import Language, say

Said = Mapping[str, Any]
phrases.learn(PHRASES)


def document(said: Said, language: Language) -> dict[str, Any]:
    """The whole note: who, to whom, how much, and why that much.

    Clause: 5.6, 5.9.
    """
    title = say("note.title", language, number=said["number"])
    day = phrases.day(date.fromisoformat(said["issued_on"]), language)
    amounts = [(label, _money(said[name], language)) for name, label in _sums(said, language)]
    return {
        "lang": language, "title": title, "product": title, "month": day, "month-inside": day,
        "author": said["seller"]["legal_name"], "kind": say("note.about", language),
        "timezone": said["seller"]["legal_name"], "subject": described(said, language),
        "page": ["", " / ", ""], "sentence": described(said, language),
        "notes": [note for note in _notes(said, language) if note],
        "tiles": [{"label": label, "value": value, "note": "", "tone": "plain"}
                  for label, value in amounts],
        "facts": [list(fact) for fact in _facts(said, language)],
        "blocks": [_lines(said, language), *_reasons(said, language)],
    }  # fmt: skip


def _notes(said: Said, language: Language) -> Iterator[str]:
    yield complementing(said, language)
    yield paid_as(said, language)
    yield "" if taxed(said) else said["vat_reason"]


def _facts(said: Said, language: Language) -> Iterator[tuple[str, list[str]]]:
    seller, buyer = said["seller"], said["buyer"]
    place = [seller["street"], f"{seller['postcode']} {seller['city']}"]
    yield say("note.seller", language), [
        seller["legal_name"], *place, *_numbers(seller, language),
    ]  # fmt: skip
    yield say("note.buyer", language), [
        buyer["legal_name"], *buyer["address"].splitlines(), *_abroad(said, language),
        *_numbers(buyer, language),
    ]  # fmt: skip
    corrected = phrases.say(
        "note.of", language, number=said["corrects"], on=date.fromisoformat(said["corrects_on"])
    )
    yield say("note.corrects", language), [corrected]


def _abroad(said: Said, language: Language) -> Iterator[str]:
    """The buyer's country, where it is not the seller's."""
    if said["buyer"]["country"] != said["seller"]["country"]:
        yield country_named(said["buyer"]["country"], language)


def _numbers(party: Mapping[str, str], language: Language) -> Iterator[str]:
    if party["siren"]:
        yield say("note.siren", language, siren=party["siren"])
    if party["vat_number"]:
        yield say("note.vat_number", language, number=party["vat_number"])


def _sums(said: Said, language: Language) -> Iterator[tuple[str, str]]:
    yield "net", say("note.net", language)
    plain = Decimal(f"{Decimal(said['vat_rate']).normalize():f}")  # 20, and not 2E+1
    rate = phrases.number(plain, language) if taxed(said) else ""
    yield "vat", say("note.vat_at", language, rate=rate) if rate else say("note.vat", language)
    yield "total", say("note.total", language)


def _lines(said: Said, language: Language) -> dict[str, Any]:
    rows = [[described(said, language), _money(said["net"], language)]]
    sums = [[label, _money(said[name], language)] for name, label in _sums(said, language)]
    return {
        "kind": "table", "title": say("note.designation", language),
        "head": [say("note.designation", language), say("note.net", language)],
        "rows": [*rows, *sums], "right": [1], "strong": [len(sums)], "single": [False] * 4,
        "foot": None, "widths": [130, 40], "note": "",
    }  # fmt: skip


def _reasons(said: Said, language: Language) -> Iterator[dict[str, Any]]:
    """Why that much: the reasons of the frozen month."""
    yield from reckoning.reasons({"reasons": [said["reasons"]]}, language)


def _money(amount: str, language: Language) -> str:
    return phrases.amount(Decimal(amount), language)
