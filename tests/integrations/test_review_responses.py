"""The monthly review says how soon requests were answered: of June 2026, of one client."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from tenir.apps.agreements.models import Subscription
from tenir.apps.reports import queries
from tenir.apps.support import services
from tenir.apps.support.models import Request
from tenir.apps.support.queries import measures
from tenir.integrations.report.pack import pack_as, pack_csv, sections
from tests.apps.support.conftest import MINOR, contracts, line, on, open_, opening
from tests.cast import Cast
from tests.once import once

__all__ = ["contracts", "line", "open_"]
JULY = on("30 12:00")


@pytest.fixture
@once
def answered(cast: Cast, line: Subscription) -> str:
    """A month: three P1 answered after 1, 2 and 9 working hours, one left, one not ours; two P3,
    one late by a change alone and then opened again.
    """
    open_ = opening(cast, line)

    def charged(found: Request, at: datetime) -> Request:
        return services.take_in_charge(found.pk, actor=cast.sam, at=at)

    charged(open_(), on("09 10:00"))
    charged(open_(), on("09 11:00"))
    charged(open_(), on("10 10:30"))
    open_(at=on("30 11:00"))
    ours = open_()
    services.rule_out(
        ours.pk, reason="other_product", evidence="So", actor=cast.sam, at=on("09 09:30")
    )
    charged(open_(**MINOR), on("09 09:30"))
    late = charged(open_(**MINOR), on("10 16:00"))
    services.requalify(
        late.pk, impact="high", urgency="critical", because="It spread", actor=cast.sam,
        at=on("10 16:30"),
    )  # fmt: skip
    services.resolve(late.pk, "Done", actor=cast.sam, at=on("10 17:00"))
    services.reopen(late.pk, because="Again", actor=cast.bob, at=on("11 09:00"))
    return "2026-06"


@pytest.fixture
def june(answered: str, cast: Cast) -> Any:
    """The month's pack, as someone is told it."""

    def told(viewer: Any = cast.sam, at: datetime = JULY) -> Any:
        return queries.pack(viewer, cast.martin.pk, answered, at=at)

    return told


def rows(pack: Any, language: Any = "en") -> list[tuple[str, ...]]:
    (found,) = (one for one in sections(pack, language) if one.name == "responses")
    return list(found.rows)


@pytest.mark.clause("7.13", "7.14", "7.15", "7.19", "5.4")
def test_the_share_the_median_and_the_ninetieth_hundredth_in_working_time(june: Any) -> None:
    assert rows(june()) == [
        ("Priority P1", "7.13", "6", "50 %", "2 (1)", "2 h", "13 h 30 min", "1", "1"),
        ("Priority P3", "7.14", "1", "100 %", "0", "30 min", "30 min", "0", "0"),
        ("All", "7.13, 7.14", "7", "60 %", "2 (1)", "2 h", "13 h 30 min", "1", "1"),
    ]


@pytest.mark.clause("7.13", "7.14")
def test_they_are_those_of_the_measures_and_the_client_s_own_are_the_same(
    june: Any, cast: Cast
) -> None:
    pack = june()
    since, until = pack.start, pack.end
    assert pack.responses["priority"] == measures(
        cast.sam, since=since, until=until, at=JULY, by=["priority"], client=cast.martin.pk
    )
    assert rows(june(cast.bob)) == rows(pack)


@pytest.mark.clause("7.13")
def test_once_overdue_what_nobody_answered_is_late(june: Any) -> None:
    (p1, _p3, whole) = rows(june(at=datetime(2026, 7, 15, 9, tzinfo=UTC)))
    assert (p1[3], p1[4], p1[5], whole[3]) == ("40 %", "3 (1)", "2 h", "50 %")


@pytest.mark.clause("7.14")
def test_a_month_without_requests_says_so(june: Any, cast: Cast) -> None:
    may = queries.pack(cast.sam, cast.martin.pk, "2026-05", at=JULY)
    assert rows(may) == []


@pytest.mark.clause("10.5")
def test_what_is_restricted_is_not_counted(june: Any, cast: Cast) -> None:
    services.restrict(Request.objects.earliest("pk").pk, actor=cast.sam, at=JULY)
    assert [row[2] for row in rows(june())] == ["5", "1", "6"]


@pytest.mark.clause("5.4", "7.14")
@pytest.mark.parametrize(
    ("language", "said", "note"),
    [("en", "In time", "never rounded up"), ("fr", "Dans le délai", "jamais arrondie")],
)
def test_the_pdf_prints_them_and_carries_the_table(
    june: Any, language: Any, said: str, note: str
) -> None:
    pack = june()
    body = pack_as(pack, "pdf", language)
    printed = re.sub(r"\s+", " ", " ".join(
        page.extract_text() for page in PdfReader(io.BytesIO(body)).pages
    ))  # fmt: skip
    squeezed = re.sub(r"[\s\xa0\u202f-]", "", printed)
    for row in rows(pack, language):
        for cell in row:
            assert re.sub(r"[\s\xa0\u202f-]", "", cell) in squeezed
    assert re.sub(r"\s", "", note) in squeezed
    with pikepdf.open(io.BytesIO(body)) as pdf:
        assert bytes(pdf.attachments["review.csv"].get_file().read_bytes()) == pack_csv(
            pack, language
        )
    table = list(csv.DictReader(io.StringIO(pack_csv(pack, language).decode("utf-8-sig"))))
    shares = [row["value"] for row in table if row["column"] == said]
    assert [re.sub(r"\D", "", share) for share in shares] == ["50", "100", "60"]
