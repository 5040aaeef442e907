"""What was promised comes out again from what was kept of it, or what differs is named."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tenir.terms.agreement import Agreement, UnknownReading
from tenir.terms.carried import BadEvidence, overrides_told
from tenir.terms.convention import Override
from tenir.terms.engine import ENGINES
from tenir.terms.frozen import frozen_month
from tenir.terms.grounds import (
    Grounds,
    Promised,
    Recorded,
    UnknownPromise,
    grounds_of,
    promised,
    promised_alike,
    recomputed,
)
from tenir.terms.promises import RULES, claim_of, right_of, target_of
from tenir.terms.stretches import Stretch, records_of
from tenir.terms.support_clock import replay
from tenir.terms.support_history import Happened
from tenir.terms.support_kept import clock_told
from tests.terms.paris import at
from tests.terms.test_books import AUGUST, DOWN, SEEN, SEPTEMBER, books, followed, freezing

LONGER = Override.model_validate(
    {"id": "special.notice", "layer": "contract.special", "replaces": "evolution.notice",
     "set": {"length": "2 months"}, "clause": "1.2"}
)  # fmt: skip
LONG = (AUGUST, SEPTEMBER)
NOTIFIED = at("2026-01-31 10:00")


def recorded(found: Promised) -> Recorded:
    """As the platform writes it down and reads it back: in JSON, its instant in UTC."""
    reasons = json.loads(json.dumps(found.reason.to_json()))
    digest = found.grounds.inputs_digest if found.grounds else ""
    return Recorded(found.kind, found.due_at.astimezone(UTC), reasons, found.grounds, digest)


def again(kept: Recorded, agreement: Agreement, frozen: Any = None) -> tuple[str, str]:
    found = recomputed(
        kept, with_digest={agreement.digest: agreement}.__getitem__, frozen=lambda _: frozen
    )
    return found.outcome, found.where


def answer(agreement: Agreement, contracts: Any = (), reason: str = "") -> Promised:
    told = [overrides_told(own) for own in contracts]
    return promised(
        "agreements.answer", agreement, notified_at=NOTIFIED, reason=reason, contracts=told
    )


def contacts() -> Promised:
    asked = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
    return promised("parties.confirm_contacts", asked_at=asked, months=6, zone="Europe/Paris")


def prerequisites() -> Promised:
    return promised(
        "catalogue.acknowledge_prerequisites", product="Drive 12", due_on=date(2026, 3, 29),
        zone="Europe/London",
    )  # fmt: skip


def validation(agreement: Agreement, release: str = "version") -> Promised:
    return promised(
        "releases.validation", agreement, product="drive", hosting="shared", overrides=[],
        received_at=at("2026-10-05 15:00"), release=release, version="Drive 12.0",
    )  # fmt: skip


@pytest.mark.clause("9.2")
def test_contacts_are_confirmed_by_the_client_s_own_midnight(agreement: Agreement) -> None:
    """It is 1 February at 00:30 in Paris: six months later is 1 August, to its last instant."""
    found = contacts()
    assert found.due_at == at("2026-08-02 00:00")
    assert again(recorded(found), agreement) == ("same", "")
    assert found.grounds == Grounds(
        "1", "", "", "",
        '{"asked_at":"2026-01-31T23:30:00+00:00","months":6,"zone":"Europe/Paris"}',
    )  # fmt: skip


@pytest.mark.clause("4.1", "5.11")
def test_prerequisites_are_read_before_the_day_they_hold_on(agreement: Agreement) -> None:
    found = prerequisites()
    assert found.due_at == datetime(2026, 3, 29, tzinfo=UTC)
    assert found.reason.sentence("en") == (
        "prerequisites of Drive 12 to be read by 28 Mar 2026 24:00, when they begin to hold"
    )
    assert again(recorded(found), agreement) == ("same", "")


@pytest.mark.clause("3.1")
def test_a_version_is_answered_by_the_latest_of_what_the_contracts_say(
    agreement: Agreement,
) -> None:
    assert answer(agreement).due_at == at("2026-03-01 00:00")
    assert answer(agreement, [()]).due_at == at("2026-03-01 00:00")
    found = answer(agreement, [(), (LONGER,)])
    assert found.due_at == at("2026-04-01 00:00")
    assert again(recorded(found), agreement) == ("same", "")
    assert (found.grounds.convention, found.grounds.version) == (agreement.digest, "1")  # type: ignore[union-attr]


@pytest.mark.clause("6.7")
def test_own_backups_are_made_before_the_day_of_the_operation(agreement: Agreement) -> None:
    found = promised("orders.own_backup", starts_on=date(2026, 3, 30), zone="Europe/Paris")
    assert found.due_at == at("2026-03-30 00:00")
    assert again(recorded(found), agreement) == ("same", "")


@pytest.mark.clause("8.9")
def test_a_version_is_validated_by_the_end_of_the_thirtieth_day(agreement: Agreement) -> None:
    """From 5 October on, over the hour that the clocks go back: 4 November 24:00 in Paris."""
    found = validation(agreement)
    assert found.due_at == at("2026-11-05 00:00")
    assert found.reason.sentence("en") == (
        "Drive 12.0: to be validated, or refused with reasons, by 4 Nov 2026 24:00"
    )
    assert again(recorded(found), agreement) == ("same", "")


@pytest.mark.clause("8.9")
def test_a_patch_is_never_promised_to_be_validated(agreement: Agreement) -> None:
    with pytest.raises(BadEvidence):
        validation(agreement, release="patch")


@pytest.mark.clause("5.9")
@pytest.mark.parametrize(
    ("ends", "due"), [(None, "2026-09-02 00:00"), (date(2026, 6, 30), "2026-07-01 00:00")]
)
def test_a_credit_is_paid_on_the_next_yearly_fee_or_with_the_last_day(
    agreement: Agreement, ends: date | None, due: str
) -> None:
    found = promised(
        "penalty.credit", agreement, product="drive", hosting="shared", overrides=[],
        starts_on=date(2025, 9, 1), ends_on=ends, issued_on=date(2026, 3, 2),
    )  # fmt: skip
    assert found.due_at == at(due)
    assert again(recorded(found), agreement) == ("same", "")


@pytest.mark.clause("3.1")
def test_a_notification_is_proven_on_the_day_itself(agreement: Agreement) -> None:
    found = promised_alike("agreements.notification", answer(agreement), agreement)
    assert found.due_at == at("2026-02-01 00:00")
    assert found.reason.children[0].value == at("2026-03-01 00:00")
    assert again(recorded(found), agreement) == ("same", "")


@pytest.mark.clause("3.1")
def test_a_promise_made_under_another_reading_is_recomputed_under_it(agreement: Agreement) -> None:
    other = agreement.reading({"3.1.month": "30-days"})
    found = answer(other)
    assert found.due_at == at("2026-03-03 00:00")
    assert again(recorded(found), agreement) == ("same", "")


@pytest.mark.clause("5.1", "5.6", "5.7")
def test_what_a_frozen_month_promises_follows_from_it(agreement: Agreement) -> None:
    months = books(agreement, followed(*LONG)).closed(0, "2026-09")
    told = [Stretch(*part, DOWN) for part in LONG]
    frozen = frozen_month(months, "2026-09", records_of(SEEN, told))
    grounds = grounds_of(agreement, frozen=frozen.inputs_digest)
    target, claim = target_of(months, "2026-09"), claim_of(months, "2026-09")
    assert target.value == at("2026-10-01 00:00")
    assert claim is not None
    assert claim.value == at("2026-10-15 00:00")
    for kind, judged in (("availability.target", target), ("penalty.claim", claim)):
        kept = recorded(Promised(kind, judged.value, judged.reason, grounds))
        assert again(kept, agreement, (frozen.inputs, frozen.evidence)) == ("same", "")


@pytest.mark.clause("5.6")
def test_a_month_without_a_right_has_no_claim(agreement: Agreement) -> None:
    quiet = books(agreement, followed()).closed(0, "2026-09")
    assert claim_of(quiet, "2026-09") is None
    frozen = freezing(agreement)
    early = json.loads(frozen.inputs) | {"month": "2026-02"}
    grounds = grounds_of(agreement, frozen="any")
    kept = recorded(replace(contacts(), kind="penalty.claim", grounds=grounds))
    with pytest.raises(BadEvidence, match="no right"):
        again(kept, agreement, (json.dumps(early).encode(), frozen.evidence))


# --- what does not hold


def test_the_first_figure_that_differs_is_named(agreement: Agreement) -> None:
    kept = recorded(contacts())
    found = recomputed(
        replace(kept, due_at=kept.due_at.replace(day=3)), with_digest=lambda _: agreement,
        frozen=lambda _: (b"", b""),
    )  # fmt: skip
    assert (found.outcome, found.where) == ("differs", "due_at")
    assert (found.recorded, found.fresh) == (
        '"2026-08-03T22:00:00+00:00"', '"2026-08-01T22:00:00+00:00"',
    )  # fmt: skip
    reasons = {**kept.reasons, "inputs": {**kept.reasons["inputs"], "months": 7}}
    assert again(replace(kept, reasons=reasons), agreement) == ("differs", "reasons.inputs.months")


def test_words_said_better_one_day_are_no_difference(agreement: Agreement) -> None:
    kept = recorded(contacts())
    said = {**kept.reasons, "sentence": {"fr": "dit autrement", "en": "said otherwise"}}
    assert again(replace(kept, reasons=said), agreement) == ("same", "")


def test_inputs_that_were_altered_are_told_before_anything_is_judged(agreement: Agreement) -> None:
    kept = recorded(contacts())
    assert kept.grounds
    altered = replace(kept.grounds, inputs=kept.grounds.inputs.replace("6", "7"))
    assert again(replace(kept, grounds=altered), agreement) == ("differs", "inputs")


def test_a_promise_without_its_grounds_is_not_recomputable(agreement: Agreement) -> None:
    kept = recorded(replace(contacts(), grounds=None))
    assert again(kept, agreement) == ("not_recomputable", "")


@pytest.mark.parametrize(
    ("kind", "engine"), [("parties.confirm_contacts", "0"), ("tests.of_no_rule", "1")]
)
def test_a_kind_or_an_engine_that_is_not_here_says_so(
    agreement: Agreement, kind: str, engine: str
) -> None:
    kept = recorded(contacts())
    assert kept.grounds
    other = replace(kept, kind=kind, grounds=replace(kept.grounds, engine=engine))
    with pytest.raises(UnknownPromise, match=f"“{engine}” has no rule"):
        again(other, agreement)


@pytest.mark.parametrize("kind", ["agreements.answer", "penalty.claim"])
def test_what_lacks_its_agreement_or_its_inputs_is_refused(agreement: Agreement, kind: str) -> None:
    with pytest.raises(BadEvidence):
        promised(kind, contracts=[], notified_at=NOTIFIED, reason="")
    with pytest.raises(BadEvidence):
        promised(kind, agreement)


def test_a_reading_that_the_agreement_does_not_have_is_named(agreement: Agreement) -> None:
    """The rule's own refusal is told as it is."""
    with pytest.raises(UnknownReading, match="no-such"):
        promised("agreements.answer", agreement, readings={"no-such": "other"})


def test_every_engine_has_its_rules() -> None:
    assert RULES.keys() >= ENGINES.keys()


@pytest.mark.clause("5.6")
def test_a_line_without_a_fee_has_no_right_and_nothing_to_claim():
    class NoFee:
        def rights(self, _month):
            return None

    assert (right_of(NoFee(), "2026-09"), claim_of(NoFee(), "2026-09")) == (None, None)


@pytest.mark.clause("7.13", "7.14", "7.15")
@pytest.mark.parametrize("kind", ["requests.response_p1", "requests.response"])
def test_what_was_promised_before_holidays_were_named_recomputes_as_told(
    agreement: Agreement, kind: str
) -> None:
    """Recorded on the Friday before Whit Monday of 2026."""
    terms = agreement.terms("drive", "shared")
    asked = [Happened("recorded", at("2026-05-22 16:45"), "high", "critical")]
    today = promised(kind, agreement, **clock_told(terms, asked, (), None))
    assert today.grounds is not None
    assert today.grounds.engine == "4"
    assert again(recorded(today), agreement) == ("same", "")
    was = replace(today, reason=replay(terms, asked, stepped=False, waits=False).reason)
    assert was.reason != today.reason
    before = replace(was, grounds=replace(today.grounds, engine="1"))
    assert again(recorded(before), agreement) == ("same", "")


@pytest.mark.clause("7.13", "7.14")
@pytest.mark.parametrize("kind", ["requests.response_p1", "requests.response"])
def test_what_was_promised_before_waits_were_named_recomputes_as_told(
    agreement: Agreement, kind: str
) -> None:
    """Half an hour of Friday afternoon for the client."""
    terms = agreement.terms("drive", "shared")
    asked = [
        Happened("recorded", at("2026-05-22 14:00"), "high", "critical"),
        Happened("client_asked", at("2026-05-22 14:15")),
        Happened("client_replied", at("2026-05-22 14:45")),
    ]
    today = promised(kind, agreement, **clock_told(terms, asked, (), None))
    assert today.grounds is not None
    was = replace(today, reason=replay(terms, asked, waits=False).reason)
    assert was.reason != today.reason
    before = replace(was, grounds=replace(today.grounds, engine="2"))
    assert again(recorded(before), agreement) == ("same", "")


@pytest.mark.clause("7.13", "7.14")
@pytest.mark.parametrize("kind", ["requests.response_p1", "requests.response"])
def test_what_was_promised_while_a_merge_kept_the_clock_due_first_recomputes_as_told(
    agreement: Agreement, kind: str
) -> None:
    """One that waits is merged into one that does not."""
    terms = agreement.terms("drive", "shared")
    waits = (
        Happened("recorded", at("2026-05-20 09:00"), "high", "critical"),
        Happened("client_asked", at("2026-05-20 09:15")),
    )
    asked = [
        Happened("recorded", at("2026-05-20 14:00"), "high", "critical"),
        Happened("merged_in", at("2026-05-20 14:45"), of=waits),
    ]
    today = promised(kind, agreement, **clock_told(terms, asked, (), None))
    assert today.grounds is not None
    former = replay(terms, asked, merges=False)
    due_at = former.value.p1_due if kind.endswith("p1") else former.value.all_due
    was = replace(today, reason=former.reason, due_at=due_at)
    assert was.reason != today.reason
    before = replace(was, grounds=replace(today.grounds, engine="3"))
    assert again(recorded(before), agreement) == ("same", "")
