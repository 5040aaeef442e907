"""A month and what was promised of it recomputed: the same again, or named."""

from __future__ import annotations

import json

import pytest

from tenir.apps.commitments import queries as commitments
from tenir.apps.reports import queries
from tenir.apps.reports.models import Frozen
from tenir.terms.engine import UnknownEngine
from tenir.terms.grounds import grounds_of
from tenir.viewer import NotSeen
from tests.apps.availability.conftest import paris
from tests.apps.reports.freezing import freeze, rule_out


@pytest.mark.clause("5.4", "3.1")
@pytest.mark.parametrize("month", ["2026-08", "2026-09"])
def test_a_frozen_month_recomputes_to_the_byte(cast, measured, month):
    rule_out(cast, measured, end="2026-09-15 10:00")
    row = freeze(cast.olga, measured, month)
    assert queries.recompute(cast.alice, row.pk).identical


def as_found(row, **change):
    """The row as someone would have to have written it."""
    row.pk, row.revision, row.because = None, 7, "forged"
    for name, value in change.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


@pytest.mark.clause("5.4")
def test_a_figure_that_does_not_follow_is_named(cast, measured):
    row = freeze(cast.olga, measured, "2026-09")
    forged = as_found(
        row, statement=row.statement.replace('"counted_seconds":30600', '"counted_seconds":30601')
    )
    found = queries.recompute(cast.olga, forged.pk)
    assert not found.identical
    assert (found.where, found.frozen, found.fresh) == (
        "availability.counted_seconds", "30601", "30600",
    )  # fmt: skip


def test_a_month_of_an_engine_or_a_version_that_is_not_here_says_so(cast, measured):
    row = freeze(cast.olga, measured, "2026-09")
    with pytest.raises(UnknownEngine, match="“0”"):
        queries.recompute(cast.olga, as_found(row, engine="0").pk)
    inputs = json.loads(row.inputs)
    inputs["agreement"]["digest"] = "sha256:00"
    other = as_found(
        Frozen.objects.get(revision=1), revision=8, inputs=json.dumps(inputs), month="2026-07"
    )
    with pytest.raises(queries.NoVersion):
        queries.recompute(cast.olga, other.pk)


@pytest.mark.clause("5.1", "5.4", "5.7")
def test_what_a_month_promised_recomputes_from_the_month_frozen(cast, measured):
    row = freeze(cast.olga, measured, "2026-09")
    for kind in ("availability.target", "penalty.claim"):
        found = commitments.commitments(cast.alice, kind=kind).get()
        assert (found.engine, found.version, found.convention) == ("1", "1", row.convention)
        assert json.loads(found.inputs) == {"frozen": row.inputs_digest}
        assert queries.recompute_promise(cast.alice, found.pk).outcome == "same"
        with pytest.raises(NotSeen):
            queries.recompute_promise(cast.charlie, found.pk)


@pytest.mark.clause("5.4")
def test_every_promise_is_recomputed_and_what_speaks_against_one_is_told(cast, measured):
    freeze(cast.olga, measured, "2026-09")
    rows = commitments.Commitment.objects
    rows.filter(kind="availability.target").update(inputs='{"frozen":"0"}')
    rows.filter(kind="penalty.claim").update(due_at=paris("2026-10-16 00:00"))
    found = {each.promise.kind: each for each in queries.recompute_promises(cast.olga)}
    assert found["availability.target"].again.where == "inputs"
    assert found["penalty.claim"].again.where == "due_at"
    assert not any(found[kind].holds for kind in ("availability.target", "penalty.claim"))
    rows.filter(kind="penalty.claim").update(engine="")
    found = {each.promise.kind: each for each in queries.recompute_promises(cast.olga)}
    assert found["penalty.claim"].again.outcome == "not_recomputable"
    assert found["penalty.claim"].holds


def test_a_promise_whose_month_or_version_is_gone_says_so(cast, measured):
    freeze(cast.olga, measured, "2026-09")
    claim = commitments.Commitment.objects.get(kind="penalty.claim")
    gone = grounds_of(None, frozen="0" * 64)
    commitments.Commitment.objects.filter(pk=claim.pk).update(
        inputs=gone.inputs, inputs_digest=gone.inputs_digest
    )
    with pytest.raises(queries.NoMonth, match="000000000000"):
        queries.recompute_promise(cast.olga, claim.pk)
    (refused,) = (
        each for each in queries.recompute_promises(cast.olga) if each.promise.pk == claim.pk
    )
    assert (refused.holds, type(refused.refused)) == (False, queries.NoMonth)
    commitments.Commitment.objects.filter(pk=claim.pk).update(convention="sha256:00")
    with pytest.raises(queries.NoVersion):
        queries.recompute_promise(cast.olga, claim.pk)
