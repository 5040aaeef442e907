"""One act puts an incident on the page and tells whoever is concerned; nobody reads another's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tenir.apps.journal import queries as journal
from tenir.apps.maintenance import services as maintenance
from tenir.apps.notices.queries import Notice
from tenir.apps.publishing import queries, services, telling
from tenir.apps.publishing.models import Subscriber, Update
from tenir.viewer import ANONYMOUS, SYSTEM, NotAllowed, NotSeen
from tests.apps.publishing.conftest import NOON, publish, said
from tests.cast import Cast

HOUR = timedelta(hours=1)


def told() -> dict[str, tuple[str, str]]:
    """Who was owed a message by mail: its title and its text."""
    rows = Notice.objects.filter(kind="publishing.told", channel="email")
    return {row.address.partition("@")[0]: (row.title, row.text) for row in rows}


@pytest.mark.clause("5.11", "10.4")
def test_one_act_publishes_to_the_page_and_tells_every_client_concerned(
    cast: Cast, signed: object
) -> None:
    found = publish(cast.olga)
    assert queries.incident(ANONYMOUS, found.reference).title("en") == "Outage"
    assert set(told()) == {"alice", "bob", "charlie"}
    assert told()["charlie"][0] == "Being investigated: Outage"
    assert "En français : investigating." in told()["alice"][1]
    assert f"/status/incidents/{found.reference}/" in told()["alice"][1]


@pytest.mark.clause("10.4")
def test_where_many_are_concerned_the_rest_are_told_in_the_seconds_that_follow(
    cast: Cast, signed: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "BATCH", 1)
    publish(cast.olga)
    assert set(told()) == {"alice", "bob"}
    assert [services.tell_more(NOON), services.tell_more(NOON)] == [1, 0]
    assert set(told()) == {"alice", "bob", "charlie"}
    gone = publish(cast.olga, title_fr="Autre")
    services.take_off(gone.reference, because="By mistake", actor=cast.olga, at=NOON)
    assert services.tell_more(NOON) == 0
    assert (
        Notice.objects.filter(subject=gone.subject, kind="publishing.told", channel="email").count()
        == 2
    )


@pytest.mark.clause("10.4")
def test_who_does_not_use_what_is_touched_is_not_told(cast: Cast, signed: object) -> None:
    publish(cast.olga, products=["techcenter"])
    assert set(told()) == {"charlie"}


@pytest.mark.clause("7.2", "10.4")
def test_of_the_platform_every_client_is_told(cast: Cast, signed: object) -> None:
    publish(cast.olga, platform=True)
    assert set(told()) == {"alice", "bob", "charlie"}


@pytest.mark.clause("10.4")
def test_one_clients_matter_is_told_to_it_alone(cast: Cast, signed: object) -> None:
    found = publish(cast.olga, client=cast.novak.pk, products=["techcenter"])
    assert set(told()) == {"charlie"}
    assert f"/portal/status/{found.reference}/" in told()["charlie"][1]
    for who, viewer in cast.everyone:
        seen = viewer.is_staff or who == "charlie"
        assert (found in queries.incidents(viewer)) is seen, who
        if not seen:
            with pytest.raises(NotSeen):
                queries.incident(viewer, found.reference)
    assert found not in queries.public_incidents()


@pytest.mark.clause("10.4")
def test_what_everyone_reads_names_no_client_unless_on_purpose(cast: Cast, signed: object) -> None:
    words = {"said": said(text_fr="Le serveur des ateliers MARTIN ne répond plus.")}
    with pytest.raises(services.FaultyIncident, match="Ateliers Martin"):
        publish(cast.olga, **words)
    with pytest.raises(services.FaultyIncident, match="C-002"):
        publish(cast.olga, title_en="Outage at C-002")
    found = publish(cast.olga, named_on_purpose=True, **words)
    with pytest.raises(services.FaultyIncident, match="Novak"):
        services.follow_up(
            found.reference, said=said(text_en="Novak s.r.o. sees it too."), actor=cast.olga,
            at=NOON + HOUR,
        )  # fmt: skip
    publish(cast.olga, client=cast.martin.pk, **words)


@pytest.mark.clause("10.4")
def test_updates_follow_and_a_resolved_incident_has_its_end(cast: Cast, signed: object) -> None:
    found = publish(cast.olga, began_at=NOON - HOUR)
    for hours, state in ((1, "identified"), (2, "monitoring"), (3, "resolved")):
        impact = "none" if state == "resolved" else None
        found = services.follow_up(
            found.reference, said=said(state, impact), actor=cast.olga, at=NOON + hours * HOUR
        )
    assert (found.state, found.impact, found.resolved_at) == ("resolved", "major", NOON + 3 * HOUR)
    rows = queries.updates(cast.alice, found.reference)
    assert [row.state for row in rows] == [
        "resolved", "monitoring", "identified", "investigating",
    ]  # fmt: skip
    assert Notice.objects.filter(channel="email", person=cast.people["bob"]).count() == 4
    learnt = services.follow_up(
        found.reference, said=said("postmortem"), actor=cast.olga, at=NOON + 50 * HOUR
    )
    assert learnt.resolved_at == NOON + 3 * HOUR
    again = services.follow_up(
        found.reference, said=said("investigating"), actor=cast.olga, at=NOON + 51 * HOUR
    )
    assert again.resolved_at is None


def test_it_may_have_ended_before_it_is_said(cast: Cast, signed: object) -> None:
    found = publish(cast.olga)
    ended = services.follow_up(
        found.reference, said=said("resolved"), resolved_at=NOON + HOUR, actor=cast.olga,
        at=NOON + 2 * HOUR,
    )  # fmt: skip
    assert ended.resolved_at == NOON + HOUR
    with pytest.raises(services.FaultyIncident, match="between the two"):
        services.follow_up(
            found.reference, said=said("resolved"), resolved_at=NOON - HOUR, actor=cast.olga,
            at=NOON + 2 * HOUR,
        )  # fmt: skip


def test_what_was_learnt_comes_after_the_end(cast: Cast, signed: object) -> None:
    found = publish(cast.olga)
    with pytest.raises(services.FaultyIncident, match="after it is resolved"):
        services.follow_up(
            found.reference, said=said("postmortem"), actor=cast.olga, at=NOON + HOUR
        )


@pytest.mark.parametrize(
    ("faulty", "says"),
    [
        ({"title_fr": " "}, "title in French"),
        ({"said": said(text_fr=" ")}, "in French what"),
        ({"said": said(text_fr="Depuis [heure].")}, r"\[heure\]"),
        ({"said": said("closed")}, "closed"),
        ({"said": said(impact="huge")}, "huge"),
        ({"products": []}, "touches nothing"),
        ({"began_at": NOON + HOUR}, "before now"),
    ],
)
def test_what_cannot_be_published_is_refused_with_its_reason(
    cast: Cast, signed: object, faulty: dict[str, object], says: str
) -> None:
    with pytest.raises(services.FaultyIncident, match=says):
        publish(cast.olga, **faulty)
    assert not queries.incidents(SYSTEM).exists()


def test_operations_and_security_publish_and_each_is_a_person(cast: Cast, signed: object) -> None:
    publish(cast.sofia)
    for viewer in (cast.sam, cast.alice, SYSTEM):
        with pytest.raises(NotAllowed):
            publish(viewer)


@pytest.mark.clause("10.4")
def test_an_incident_published_by_mistake_is_taken_off_and_stays_known(
    cast: Cast, signed: object
) -> None:
    found = publish(cast.olga)
    with pytest.raises(services.FaultyIncident, match="why"):
        services.take_off(found.reference, because=" ", actor=cast.olga, at=NOON + HOUR)
    services.take_off(found.reference, because="A rehearsal", actor=cast.olga, at=NOON + HOUR)
    assert not queries.incidents(cast.alice).exists()
    assert queries.incident(cast.olga, found.reference).withdrawn_at == NOON + HOUR
    facts = journal.entries(SYSTEM, subject=found.subject)
    assert [row.verb for row in facts.order_by("pk")] == [
        "publishing.incident_published", "publishing.incident_taken_off",
    ]  # fmt: skip
    with pytest.raises(services.FaultyIncident, match="taken off"):
        services.follow_up(found.reference, said=said(), actor=cast.olga, at=NOON + 2 * HOUR)


def test_it_may_come_of_works(cast: Cast, signed: object) -> None:
    maintenance.put_on_record(
        number="W-1", kind="planned", products=["drive"], starts_at=NOON - HOUR, ends_at=NOON,
        announced_at=NOON - 50 * HOUR, actor=cast.olga, at=NOON - 50 * HOUR,
    )  # fmt: skip
    assert publish(cast.olga, works="W-1").works.number == "W-1"


def owed_off(kind: str) -> list[str]:
    rows = Notice.objects.filter(kind=kind, channel="email")
    return sorted(rows.values_list("address", flat=True))


@pytest.mark.clause("10.4")
def test_whoever_was_told_of_an_incident_hears_that_it_is_taken_off_and_nobody_else(
    cast: Cast, signed: object
) -> None:
    services.subscribe(email="zoe@example.org", language="en", at=NOON - HOUR)
    services.confirm(Subscriber.objects.get().token, at=NOON - HOUR)
    own = publish(cast.olga, client=cast.novak.pk)
    whole, unspread = publish(cast.olga), publish(cast.olga)
    Update.objects.filter(incident=unspread).update(told_to=0, told_at=None)
    Update.objects.filter(incident=whole).update(spread_at=NOON)
    told = Notice.objects.filter(kind="publishing.told", channel="email")
    first = sorted(told.filter(subject=own.subject).values_list("address", flat=True))
    services.take_off(own.reference, because="Of another", actor=cast.olga, at=NOON + HOUR)
    assert owed_off("publishing.taken_off") == first
    assert owed_off("publishing.taken_off_subscriber") == []
    services.take_off(unspread.reference, because="A rehearsal", actor=cast.olga, at=NOON + HOUR)
    assert owed_off("publishing.taken_off") == first
    services.take_off(whole.reference, because="A rehearsal", actor=cast.olga, at=NOON + HOUR)
    everyone = sorted(told.filter(subject=whole.subject).values_list("address", flat=True))
    assert owed_off("publishing.taken_off") == sorted([*first, *everyone])
    assert owed_off("publishing.taken_off_subscriber") == ["zoe@example.org"]


@pytest.mark.clause("10.4")
def test_the_reason_given_to_everyone_names_no_client(cast: Cast, signed: object) -> None:
    found = publish(cast.olga)
    with pytest.raises(services.FaultyIncident, match="Novak"):
        services.take_off(found.reference, because="It was Novak s.r.o.", actor=cast.olga, at=NOON)
