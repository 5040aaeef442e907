"""What time does to a version that nobody answers, and to one whose subscription ends."""

from datetime import date, timedelta

import pytest

from tenir.apps.agreements import services as agreements
from tenir.apps.commitments import services as commitments
from tenir.apps.commitments.models import Commitment
from tenir.apps.journal.models import Entry
from tenir.apps.notices.models import Notice
from tenir.apps.releases import services
from tenir.apps.releases.models import Validation
from tenir.integrations.background import work
from tests.apps.availability.conftest import paris
from tests.apps.releases.conftest import DUE, RECEIVED

AFTER = DUE + timedelta(seconds=1)
AUTOMATIC = {
    "id": "special.mode", "layer": "contract.special", "replaces": "releases.mode",
    "set": {"value": "automatic"}, "clause": "1.2",
}  # fmt: skip
ACCEPTS = {
    "id": "special.silence", "layer": "contract.special", "replaces": "releases.validation",
    "set": {"silence": "accepted"}, "clause": "1.2",
}  # fmt: skip


@pytest.mark.clause("8.9", "8.12")
def test_without_an_answer_the_tick_lets_the_validation_lapse_and_cites_8_12(cast, handed):
    services.settle_validations(DUE - timedelta(seconds=1))
    assert Validation.objects.get().state == "awaited"
    work._tick(AFTER)
    found = Validation.objects.get()
    assert (found.state, found.settled_at, found.answered_by) == ("lapsed", DUE, None)
    silent, consequence = found.outcome
    assert silent["sentence"]["en"] == "no answer by 14 May 2026 24:00: validation lapsed"
    assert consequence["clause"] == ["8.12"]
    assert consequence["sentence"]["en"] == (  # Drive is piloted, by annex 1
        "the publisher does not answer for the update that was not done"
    )
    assert Commitment.objects.get(key=found.promise).state == "missed"
    assert Entry.objects.get(verb="releases.lapsed").clauses == ["8.9", "8.12"]


@pytest.mark.clause("8.9")
def test_both_sides_are_told_that_the_due_date_has_passed(cast, handed):
    work._tick(AFTER)
    told = Notice.objects.filter(kind="commitments.missed")
    people = {cast.people[name].pk for name in ("alice", "bob", "rita")}
    assert set(told.values_list("person", flat=True)) == people


@pytest.mark.clause("8.12")
def test_of_an_automatic_update_the_publisher_answers_all_the_same(cast, version, sign):
    line = sign("C-9", client=cast.novak.pk, overrides=[AUTOMATIC])
    services.make_available(version, actor=cast.rita, at=RECEIVED)
    services.settle_validations(AFTER)
    found = Validation.objects.get(subscription=line)
    assert found.outcome[1]["sentence"]["en"] == (
        "the publisher answers for the update that was not done"
    )


@pytest.mark.clause("8.9")
def test_under_the_other_reading_silence_accepts_and_nothing_is_missed(cast, version, drive, sign):
    sign("C-9", client=cast.novak.pk, overrides=[ACCEPTS])
    services.make_available(version, actor=cast.rita, at=RECEIVED)
    work._tick(AFTER)
    found = Validation.objects.get(organisation=cast.novak.pk)
    assert (found.state, found.settled_at) == ("accepted", DUE)
    promise = Commitment.objects.get(key=found.promise)
    assert (promise.state, promise.done_at, promise.risk) == ("kept", DUE, "")
    assert [each["sentence"]["en"] for each in found.outcome] == [
        "no answer by 14 May 2026 24:00: version accepted"
    ]
    told = Notice.objects.filter(kind="releases.accepted")
    assert set(told.values_list("person", flat=True)) == {cast.people["charlie"].pk}
    assert Validation.objects.get(organisation=cast.martin.pk).state == "lapsed"


@pytest.mark.clause("8.9")
def test_a_subscription_that_ends_first_leaves_nothing_to_validate(cast, handed):
    agreements.end_subscription(
        subscription=handed.subscription_id, on=date(2026, 4, 30), because="They leave",
        actor=cast.anna, at=paris("2026-04-20 10:00"),
    )  # fmt: skip
    services.settle_validations(paris("2026-04-30 23:59"))
    assert Validation.objects.get().state == "awaited"
    assert services.settle_validations(paris("2026-05-01 00:00")) == 1
    found = Validation.objects.get()
    assert (found.state, found.settled_at) == ("waived", paris("2026-05-01 00:00"))
    assert Commitment.objects.get(key=found.promise).state == "waived"
    assert not commitments.settle(AFTER).missed


@pytest.mark.clause("8.9")
def test_one_that_ends_later_lapses_before(cast, handed):
    agreements.end_subscription(
        subscription=handed.subscription_id, on=date(2026, 5, 15), because="They leave",
        actor=cast.anna, at=paris("2026-04-20 10:00"),
    )  # fmt: skip
    services.settle_validations(paris("2026-06-01 00:00"))  # after a stop
    assert Validation.objects.get().state == "lapsed"


def test_the_same_round_again_finds_nothing_left(cast, handed):
    assert services.settle_validations(AFTER) == 1
    assert services.settle_validations(AFTER) == 0
    assert Entry.objects.filter(verb="releases.lapsed").count() == 1
