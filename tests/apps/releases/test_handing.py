"""A new version is made available to clients, each of which owes to validate it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenir.apps.commitments.models import Commitment
from tenir.apps.journal.models import Entry
from tenir.apps.notices.models import Notice
from tenir.apps.releases import queries, services
from tenir.apps.releases.models import Validation
from tenir.apps.releases.queries import Held
from tenir.apps.releases.services import NotConcerned
from tenir.viewer import NotAllowed
from tests.apps.availability.conftest import paris
from tests.apps.releases.conftest import DUE, RECEIVED, release


@pytest.mark.clause("8.9")
def test_a_client_owes_to_validate_a_version_by_the_end_of_the_thirtieth_day(handed):
    """The 30th day after 14 April is 14 May, Ascension Day: it is not put off."""
    promise = Commitment.objects.get(key=handed.promise)
    assert (promise.owed_by, promise.due_at, promise.organisation_id) == (
        "client", DUE, handed.organisation_id,
    )  # fmt: skip
    assert (handed.state, handed.due_at) == ("awaited", DUE)
    assert handed.reasons["sentence"]["en"] == (
        "Drive 5.1: to be validated, or refused with reasons, by 14 May 2026 24:00"
    )
    assert [step.share for step in promise.steps.order_by("share")] == [50, 80]


@pytest.mark.clause("8.9")
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-10-05 15:00", "2026-11-05 00:00"),  # the clocks go back on 25 October
        ("2026-04-14 00:00", "2026-05-15 00:00"),
        ("2026-04-14 23:59", "2026-05-15 00:00"),
    ],
)
def test_the_day_of_receipt_is_not_counted_whatever_the_clocks_do(cast, version, received, due):
    (made,) = services.make_available(version, actor=cast.rita, at=paris(received))
    assert made.due_at == paris(due)


@pytest.mark.clause("8.9")
def test_the_contacts_of_the_client_are_told_and_the_journal_says_so(cast, handed):
    notice = Notice.objects.filter(kind="releases.made_available", channel="email").first()
    told = Notice.objects.filter(kind="releases.made_available")
    people = {cast.people[name].pk for name in ("alice", "bob")}
    assert set(told.values_list("person", flat=True)) == people
    assert "Drive 5.1" in notice.title
    assert "14/05/2026 24:00" in notice.text
    assert f"/portal/releases/{handed.pk}/" in notice.text
    fact = Entry.objects.get(verb="releases.made_available")
    assert (fact.subject, fact.clauses) == (handed.reference, ["8.9"])


@pytest.mark.clause("8.9")
def test_again_leaves_alone_who_has_it_and_hands_it_to_who_came_since(cast, version, handed, sign):
    new = sign("C-9", client=cast.novak.pk)
    (made,) = services.make_available(version, actor=cast.rita, at=paris("2026-04-20 09:00"))
    assert made.subscription == new
    assert Validation.objects.get(pk=handed.pk).received_at == RECEIVED
    assert services.make_available(version, actor=cast.adam, at=paris("2026-04-21 09:00")) == []
    assert Commitment.objects.filter(kind="releases.validation").count() == 2


@pytest.mark.clause("8.9")
def test_it_may_be_handed_to_chosen_lines_of_its_product_alone(cast, version, drive, sign):
    new = sign("C-9", client=cast.novak.pk)
    made = services.make_available(
        version, subscriptions=[new.pk], actor=cast.rita, at=paris("2026-04-14 09:00")
    )
    assert [each.subscription for each in made] == [new]
    other = sign("C-10", line={"product": "techcenter"})
    with pytest.raises(NotConcerned, match="leave it out"):
        services.make_available(
            version, subscriptions=[drive.pk, other.pk], actor=cast.rita,
            at=paris("2026-04-15 09:00"),
        )  # fmt: skip
    assert Validation.objects.count() == 1


def test_lines_that_are_named_are_asked_for_once(cast, version, handed, drive):
    with CaptureQueriesContext(connection) as asked:
        services.make_available(version, subscriptions=[drive.pk], actor=cast.rita, at=RECEIVED)
    of_lines = [each for each in asked if 'FROM "agreements_subscription"' in each["sql"]]
    assert len(of_lines) == 1


@pytest.mark.clause("8.9")
def test_a_line_that_does_not_run_is_not_concerned(cast, version, sign):
    sign("C-9", client=cast.novak.pk, starts_on=date(2026, 6, 1))
    made = services.make_available(version, actor=cast.rita, at=RECEIVED)
    assert [each.organisation_id for each in made] == [cast.martin.pk]


@pytest.mark.clause("8.9")
def test_a_patch_is_not_concerned(cast, drive, version):
    patch = release(cast, drive, "5.1.1", released_on=date(2026, 3, 2))
    with pytest.raises(NotConcerned) as refused:
        services.make_available(patch, actor=cast.rita, at=RECEIVED)
    assert refused.value.message("en") == (
        "Drive 5.1.1 is a patch: a patch is not subject to validation (8.9)"
    )


def test_a_version_is_not_handed_before_it_is_out(cast, drive, version):
    later = release(cast, drive, "5.2", released_on=date(2026, 9, 1))
    with pytest.raises(NotConcerned, match="1 Sep 2026"):
        services.make_available(later, actor=cast.rita, at=RECEIVED)


def test_only_those_in_charge_of_releases_hand_versions_out(cast, version):
    for name, viewer in cast.everyone:
        if name in {"rita", "adam"}:
            continue
        with pytest.raises(NotAllowed):
            services.make_available(version, actor=viewer, at=RECEIVED)
    assert not Validation.objects.exists()


def test_the_lines_still_without_it_are_told_to_staff_alone(cast, version, handed, sign):
    new = sign("C-9", client=cast.novak.pk)
    for name, viewer in cast.everyone:
        told = set(queries.lines_without(viewer, version, at=RECEIVED))
        assert told == ({new} if viewer.is_staff else set()), name


@pytest.mark.clause("8.9")
def test_an_older_version_is_not_handed_to_who_was_handed_a_newer_one(cast, version, drive, sign):
    """5.10 came out before 5.1 here: numbers say which is newer."""
    newer = release(cast, drive, "5.10", released_on=date(2026, 1, 20))
    new = sign("C-9", client=cast.novak.pk)
    services.make_available(newer, subscriptions=[drive.pk], actor=cast.rita, at=RECEIVED)
    assert set(queries.lines_without(cast.rita, version, at=RECEIVED)) == {new}
    chosen = {"subscriptions": [drive.pk], "actor": cast.rita, "at": RECEIVED}
    assert services.make_available(version, **chosen) == []
    (made,) = services.make_available(version, actor=cast.rita, at=RECEIVED)
    assert made.subscription == new
    (made,) = services.make_available(newer, actor=cast.rita, at=RECEIVED)
    assert made.subscription == new


@pytest.mark.clause("8.9", "1.2")
def test_a_contract_may_say_another_delay(cast, version, drive, sign):
    longer = {"id": "special.validation", "layer": "contract.special",
              "replaces": "releases.validation", "set": {"length": "45 days"},
              "clause": "1.2"}  # fmt: skip
    line = sign("C-9", client=cast.novak.pk, overrides=[longer])
    services.make_available(version, actor=cast.rita, at=RECEIVED)
    found = Validation.objects.get(subscription=line)
    assert found.due_at == paris("2026-05-30 00:00")


@pytest.mark.clause("8.9")
def test_how_far_each_version_went_is_counted_with_the_newer_ones(cast, drive, sign, handed):
    """Two lines of Drive run: one was handed 5.1, so it need not be handed 5.0."""
    sign(client=cast.novak.pk, number="C-2")
    product, later = drive.product, release(cast, drive, "5.10")
    versions = list(product.versions.all())
    told = queries.held(cast.rita, product, versions, at=RECEIVED)
    assert {each.number: told[each.pk] for each in versions} == {
        "5.0": Held(1, 2, 0), "5.1": Held(1, 2, 1), "5.10": Held(0, 2, 0),
    }  # fmt: skip
    services.make_available(later, actor=cast.rita, at=RECEIVED)
    told = queries.held(cast.rita, product, versions, at=RECEIVED)
    assert {each.number: told[each.pk].having for each in versions} == dict.fromkeys(
        ("5.0", "5.1", "5.10"), 2
    )
    assert queries.held(cast.bob, product, versions, at=RECEIVED) == {}
