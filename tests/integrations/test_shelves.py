"""What shares a cap is summed once: a portfolio takes as long as its lines, not their square."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tenir.integrations.agreement_files import reference
from tenir.integrations.closing import shelves
from tenir.integrations.closing.shelves import Shelves
from tenir.terms.dossier import Dossier, Line, Observed
from tenir.terms.months import Months
from tests.terms.paris import span

DOWN = (span("2026-08-12 08:00", "2026-08-14 07:59"), span("2026-09-10 08:00", "2026-09-12 07:59"))
YEAR = span("2026-01-01 00:00", "2026-11-01 00:00")
LINES = 40


@pytest.mark.clause("5.8")
def test_each_penalty_is_reckoned_once_however_many_share_its_cap(monkeypatch):
    counted = []
    reckon = shelves.uncapped
    monkeypatch.setattr(shelves, "uncapped", lambda *of: counted.append(of) or reckon(*of))
    agreement, seen = reference(), Observed(DOWN, (), (), YEAR)
    lines = [
        Line(f"t{n}", "drive", contract="C-1", client="martin", yearly_fee=Decimal(12_000))
        for n in range(LINES)
    ]
    books = [Months(Dossier(agreement, line, seen)) for line in lines]
    shelf = Shelves(lines, books)
    granted = [shelf.sharing(each, "2026-09").rights("2026-09").value[-1] for each in books]
    assert len(counted) == LINES
    assert {right.cap for right in granted} == {Decimal("4000.00")}
    assert (
        granted[0].uncapped * (LINES - 1)
        == shelf.sharing(books[0], "2026-09").dossier.others["2026-09"]
    )
