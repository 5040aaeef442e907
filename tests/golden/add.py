"""Adds months to the golden corpus: python -m tests.golden.add 2026-11-23. Never changes any."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from tenir.integrations.agreement_files import SHIPPED
from tenir.integrations.demonstration.history import ZONE, History, history
from tenir.terms.agreement import Agreement
from tenir.terms.books import Books
from tenir.terms.frozen import frozen_month
from tenir.terms.loading import load
from tenir.terms.stretches import records_of

HERE = Path(__file__).parent
# Which of the demonstration's months: target, month counted from 0, what it shows.
SHOWN = (
    ("drive.brevent", 11, "tier 1, second month missed"),
    ("mobile-sales.lacaune", 9, "tier 2"),
    ("mobile-sales.lacaune", 10, "third month in a row, capped by the contract's own cap"),
    ("insurance-accountant-documents.erdre", 5, "tier 3"),
    ("sales-force-automation.lacaune", 10, "tier 4, capped"),
    ("techcenter.kesterling", 5, "first month missed, no right"),
    ("quality-management.erdre", 11, "the contract's own target; works that overran"),
    ("customer-service-portal.valombre", 1, "missed by ten seconds"),
    ("document-viewer.brevent", 11, "Annex 2, a Sunday stop of two hours"),
    ("b2b-e-commerce.lacaune", 4, "the clocks go forward"),
    ("b2b-e-commerce.lacaune", 11, "fifteen hours that nobody measured"),
    ("real-estate-suite.saint-aubrac", 9, "works announced, in a window"),
    ("employee-portal.brevent", 6, "works on a public holiday"),
    ("customer-relationship-chatbot.haldenwick", 10, "urgent works of security"),
    ("enterprise-documents.tessandre", 8, "infrastructure destroyed"),
    ("employee-portal.brevent", 3, "outside production"),
    ("drive.fjordholm", 7, "a contract that began on the 15th"),
    ("hr-chatbot.saint-aubrac", 8, "a contract that ended on the 14th"),
    ("cyber-waf.kesterling", 3, "a product that refers to another document"),
    ("accountant-documents.novarde", 11, "the clocks go back"),
)

SAMPLED = ("drive.fjordholm", 8, "sampled once a minute: the error of sampling is stated")


def main(day: str) -> None:
    """Writes what is not there yet."""
    text = (SHIPPED / "reference" / "1" / "convention.yaml").read_text("utf-8")
    agreement, year = load(text), history(date.fromisoformat(day))
    convention = HERE / "conventions" / f"{agreement.digest[7:19]}.yaml"
    if not convention.exists():
        convention.write_text(text, "utf-8")
    for target, place, shows in (*SHOWN, SAMPLED):
        month = year.months[place]
        path = HERE / "months" / f"{target}-{month}.json"
        if not path.exists():
            interval = 60 if (target, place, shows) == SAMPLED else None
            frozen = _frozen(year, agreement, target, month, interval)
            body = json.dumps({"shows": shows, **frozen}, ensure_ascii=False, indent=1)
            path.write_text(body + "\n", "utf-8")
            print(path.name, shows)  # noqa: T201  a tool of the tests


def _frozen(
    year: History, agreement: Agreement, target: str, month: str, interval: int | None
) -> dict[str, str]:
    """A month in the books of its client, as the reports would freeze it."""
    (item,) = (item for item in year.subscribed if item.line.target == target)
    (lived,) = (each for each in year.lived(agreement) if each.client == item.customer.name)
    number = [each.line.target for each in lived.followed].index(target)
    followed = [
        replace(each, observed=replace(each.observed, interval=interval)) for each in lived.followed
    ]
    months = Books(followed, held=lived.held, zone=ZONE).closed(number, month)
    frozen = frozen_month(months, month, records_of(item.seen, item.stretches))
    return {
        "engine": frozen.engine, "statement": frozen.statement.decode(),
        "inputs": frozen.inputs.decode(), "evidence": frozen.evidence.decode(),
    }  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1])
