"""The agreement's rules asked by programs: which version judges."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tenir import clock
from tenir.apps.agreements import services as agreements
from tenir.apps.agreements.models import ClientVersion, Version
from tenir.apps.agreements.queries import agreement_of
from tenir.apps.catalogue import services as catalogue
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast
from tests.faces.api.programs import Program, program_of, refused, shown
from tests.terms.test_judge import ASKED

TOLD = datetime(2026, 2, 10, 9, tzinfo=UTC)  # the second version: in force from 11 March
JULY = datetime(2026, 7, 1, 9, tzinfo=UTC)
DULL = {"impact": "high", "urgency": "normal"}  # P2 by the first version, P1 by the second
SHORT = [{"from": "{}-10T09:00:00+01:00", "to": "{}-10T11:00:00+01:00"}]


@pytest.fixture
def second(cast: Cast) -> Version:
    """Told with a month of notice, and in force from 11 March."""
    return published(cast)


def published(cast: Cast, **reason: str) -> Version:
    """Another target and another priority than the first's, published in February.

    Ateliers Martin was told of it, with proof; Novak signs it.
    """
    (first,) = agreements.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreement_of(first), actor=SYSTEM, at=LONG_AGO)
    _sign(cast, cast.martin.pk, "CT-1", at=LONG_AGO)
    text = first.convention.replace('version: "1"', 'version: "2"', 1)
    text = text.replace("value: 99.5 %", "value: 99.8 %", 1)
    text = text.replace("normal: {high: P2,", "normal: {high: P1,", 1)
    draft = agreements.draft_version(convention=text, text=first.text, actor=cast.anna, at=TOLD)
    agreements.publish(draft.pk, actor=cast.anna, at=TOLD, **reason)
    ClientVersion.objects.filter(version=draft).update(proven_at=TOLD)
    _sign(cast, cast.novak.pk, "CT-2", at=TOLD)
    return draft


def _sign(cast: Cast, client: int, number: str, *, at: datetime) -> None:
    agreements.sign_contract(
        client=client, number=number, starts_on=date(2026, 1, 1), actor=cast.anna, at=at,
        lines=[agreements.NewLine(product="drive", yearly_fee="48000.00")],
    )  # fmt: skip


def asked(who: Program, rule: str, question: dict[str, Any], more: str = "") -> Any:
    return shown(who.post(f"/judge/{rule}{more}", question))["value"]


def met(who: Program, month: str, more: str = "") -> bool:
    down = [{side: at.format(month) for side, at in span.items()} for span in SHORT]
    answer = asked(who, "availability", {"month": month, "outages": down}, more)
    return bool(answer["met"])


@pytest.mark.clause("3.1", "3.2")
def test_a_question_is_judged_by_the_version_in_force_on_its_date(
    cast: Cast, second: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: JULY)
    first = Version.objects.get(number="1").pk
    for who in (Program(), program_of(cast.sam), program_of(cast.bob)):
        assert [met(who, month) for month in ("2025-12", "2026-03", "2026-04")] == [
            True, True, False,
        ]  # fmt: skip
        recorded = [
            asked(who, "response-due", {**DULL, "recorded_at": f"2026-03-{day}T09:00:00+01:00"})
            for day in ("10", "11")
        ]
        assert [value["p1_due"] is None for value in recorded] == [True, False]
        assert met(who, "2026-04", f"?version={first}")
        assert not met(who, "2026-03", f"?version={second.pk}")
    charlie = program_of(cast.charlie)  # signed the second: it holds from the first day
    assert [met(charlie, month) for month in ("2025-12", "2026-01")] == [True, False]


@pytest.mark.clause("3.1")
def test_a_question_without_a_date_is_judged_by_today_s_version(
    cast: Cast, second: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, given in ((TOLD, "P2"), (JULY, "P1")):
        monkeypatch.setattr(clock, "now", lambda day=day: day)
        assert asked(Program(), "priority", DULL) == given
        assert asked(program_of(cast.bob), "priority", DULL) == given
        assert asked(program_of(cast.charlie), "priority", DULL) == "P1"


@pytest.mark.clause("3.5")
def test_a_version_of_an_emergency_judges_from_the_instant_it_is_published(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(cast, reason="security", because="A flaw")
    monkeypatch.setattr(clock, "now", lambda: TOLD)
    assert asked(Program(), "priority", DULL) == "P1"


def test_where_nothing_is_published_nothing_judges(cast: Cast) -> None:
    refused(Program().post("/judge/priority", DULL), 404)
    refused(Program().post("/judge/priority?agreement=none", DULL), 404)
    refused(Program().post("/judge/priority", {"impact": "none"}), 422)


def test_each_rule_answers_by_the_api_as_by_itself(cast: Cast) -> None:
    """Whichever date its question names: a day, a month, several, an instant, or none."""
    agreements.install_reference(actor=SYSTEM, at=LONG_AGO)
    assert {rule: asked(Program(), rule, question) for rule, (question, _) in ASKED.items()} == {
        rule: value for rule, (_, value) in ASKED.items()
    }
