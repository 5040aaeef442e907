"""`tenir commitments verify`: what an operator sees of promises judged again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tenir.apps.commitments.models import Commitment
from tenir.apps.commitments.services import promise
from tenir.terms.grounds import promised
from tenir.viewer import SYSTEM
from tests.cast import Cast, assemble
from tests.faces.conftest import Tenir
from tests.once import once
from tests.promises import chosen

MARCH_2 = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
@once
def cast(db: None) -> Cast:
    """Two promises of Martin: one that a rule gave, one whose date somebody set."""
    found = assemble()
    given = promised("parties.confirm_contacts", asked_at=MARCH_2, months=6, zone="Europe/Paris")
    for key, judged in (("given", given), ("set", chosen(MARCH_2 + timedelta(days=3)))):
        promise(
            judged, key=key, subject="client/1", organisation=found.martin.pk, owed_by="client",
            clauses=("9.2",), started_at=MARCH_2, actor=SYSTEM, at=MARCH_2,
        )  # fmt: skip
    return found


def test_promises_that_come_out_the_same_are_counted(cast: Cast, tenir: Tenir) -> None:
    result = tenir("commitments", "verify", "--client", "C-001")
    assert (result.exit_code, result.stdout.strip()) == (
        0,
        "✓ 1 promises recomputed the same, 0 not; 1 not recomputable (of before their grounds were "
        "kept, or set by a person)",
    )  # fmt: skip


def test_the_first_figure_that_differs_is_named(cast: Cast, tenir: Tenir) -> None:
    later = datetime(2026, 9, 3, 22, tzinfo=UTC)
    Commitment.objects.filter(key="given").update(due_at=later)
    result = tenir("commitments", "verify")
    assert result.exit_code == 1
    assert (
        'given: due_at is "2026-09-03T22:00:00+00:00", recomputed "2026-09-02T22:00:00+00:00"'
        in result.stdout
    )
    Commitment.objects.filter(key="given").update(kind="tests.of_no_rule")
    result = tenir("--lang", "fr", "commitments", "verify")
    assert (result.exit_code, "n'a pas de règle" in result.stdout) == (1, True)


def test_a_client_that_is_not_there_is_refused(cast: Cast, tenir: Tenir) -> None:
    result = tenir("commitments", "verify", "--client", "C-404")
    assert (result.exit_code, "no client has the number C-404" in result.stderr) == (2, True)
