"""Works are planned against the agreement, announced, moved, withdrawn; who they touch is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import queries as availability
from tenir.apps.journal.queries import entries
from tenir.apps.maintenance import queries, services, telling
from tenir.apps.notices.queries import Notice
from tenir.terms.dates import epoch
from tenir.viewer import ANONYMOUS, NotAllowed, NotSeen
from tests.apps.maintenance.conftest import NOW, paris, told


def stand(works):
    """Each check, and whether it stands."""
    return {each["name"]: each["stands"] for each in works.checks}


@pytest.mark.clause("5.12", "5.14", "5.15")
def test_works_in_a_window_announced_before_are_planned_and_their_clients_told(cast, plan):
    found = plan()
    assert stand(found) == {
        "window": True, "notice": True, "planned": True, "overlap": True, "freeze": True
    }  # fmt: skip
    assert (found.outside, found.late, found.number) == (False, False, f"T-{found.pk:05d}")
    assert set(told("announced")) == {"alice", "bob"}
    title, text = told("announced")["alice"]
    assert title == "Travaux annoncés\u202f: Nouvelle version"
    assert "10/09/2026 21:00" in text
    assert "11/09/2026 02:00" in text
    assert "Drive" in text
    assert "hors des plages" not in text


@pytest.mark.clause("5.12")
def test_works_outside_the_windows_told_late_are_flagged_and_counted(cast, plan):
    found = plan("2026-09-03 14:00", "2026-09-03 16:00")
    assert (found.outside, found.late) == (True, True)
    assert stand(found) == {
        "window": False, "notice": False, "planned": False, "overlap": True, "freeze": True
    }  # fmt: skip
    notice = next(each for each in found.checks if each["name"] == "notice")
    assert "27/08/2026 24:00" in notice["reason"]["sentence"]["fr"]
    assert notice["reason"]["clause"] == ["5.12"]
    assert "hors des plages" in told("announced")["bob"][1]


@pytest.mark.clause("5.12")
def test_an_announced_closure_is_no_working_day_of_the_notice(cast, plan):
    from tenir.apps.agreements import services as agreements  # noqa: PLC0415

    asked = ("2026-09-09 14:00", "2026-09-09 16:00")
    assert not plan(*asked, announce=False, despite="First").late  # 3, 4, 7, 8 and 9 September
    agreements.announce_closure(
        paris("2026-09-04 00:00").date(), because="Moving", actor=cast.olga, at=NOW
    )
    at = paris("2026-09-02 10:00")
    assert plan(*asked, announce=False, despite="Second", at=at).late  # 2, 3, 7, 8 and 9


@pytest.mark.clause("5.13")
def test_urgent_works_may_come_at_any_time_and_say_why(cast, plan):
    asked = {"kind": "urgent-security", "starts": "2026-09-01 14:00", "ends": "2026-09-01 15:00"}
    with pytest.raises(services.FaultyWorks):
        plan(**asked)
    found = plan(**asked, because="A flaw of the web server")
    assert (found.outside, found.late) == (True, False)
    _, text = told("announced")["alice"]
    assert "maintenance urgente de sécurité" in text
    assert "A flaw of the web server" in text
    assert {row.severity for row in Notice.objects.filter(subject=found.subject)} == {"urgent"}


@pytest.mark.clause("5.16", "A2")
def test_products_of_annex_2_have_no_other_window_than_sundays_stop(cast, plan):
    found = plan(products=["document-viewer"])
    assert (found.outside, stand(found)["planned"]) == (True, False)
    window = next(each for each in found.checks if each["name"] == "window")
    assert window["reason"]["clause"] == ["5.16", "A2"]
    assert set(told("announced")) == {"charlie"}
    both = plan("2026-09-13 00:30", "2026-09-13 01:00", products=["drive", "document-viewer"])
    assert {tuple(each["products"]) for each in both.checks if each["name"] == "window"} == {
        ("Drive",), ("Document Viewer",)
    }  # fmt: skip


@pytest.mark.clause("5.16", "A2")
def test_the_sunday_stop_stands_without_being_announced(cast, lines):
    (stop,) = queries.public_stops()
    assert (stop.days, stop.starts, stop.ends, stop.upto) == (("sun",), "00:00", "06:00", 3600)
    assert "Document Viewer" in stop.products
    assert "Drive" not in stop.products
    assert stop.clauses == ("5.16", "A2")
    march = stop.times(paris("2026-03-23 00:00"), paris("2026-04-06 00:00"))
    assert march == [  # five hours on the night that loses one
        (paris("2026-03-29 00:00"), paris("2026-03-29 06:00")),
        (paris("2026-04-05 00:00"), paris("2026-04-05 06:00")),
    ]
    assert [each.products for each in queries.stops(cast.charlie, NOW)] == [("Document Viewer",)]
    assert queries.stops(cast.alice, NOW) == []
    assert queries.stops(cast.olga, NOW) == [stop]
    every = agreements.subscriptions(cast.olga)
    (own,) = queries.stops_of(cast.charlie, every, at=NOW).values()
    assert own.products == ("Document Viewer",)
    assert queries.stops_of(cast.alice, every, at=NOW) == {}
    assert queries.stops_together([own, own]) == [own]


@pytest.mark.clause("5.12", "5.14")
def test_a_time_that_is_frozen_or_taken_asks_for_a_reason(cast, plan):
    plan(number="W-1")
    services.freeze(
        client=cast.martin.pk, starts_at=paris("2026-09-10 00:00"),
        ends_at=paris("2026-09-12 00:00"), because="Yearly closing", asked_by="Alice",
        actor=cast.anna, at=NOW,
    )  # fmt: skip
    with pytest.raises(services.WorksAgainst) as refused:
        plan(number="W-2")
    assert "W-1" in refused.value.message("en")
    assert "Ateliers Martin" in refused.value.message("en")
    found = plan(number="W-2", despite="The disk is full by then")
    assert (stand(found)["overlap"], stand(found)["freeze"]) == (False, False)
    assert found.despite == "The disk is full by then"
    plan(number="W-3", products=["techcenter"])  # nobody's, and nobody is told
    assert "W-3" not in str(told("announced"))


@pytest.mark.clause("5.12")
def test_works_announced_are_judged_again_when_a_client_freezes_that_time_and_when_it_lifts_it(
    cast, plan
):
    found, other = plan(number="W-1"), plan("2026-09-20 20:00", "2026-09-20 22:00", number="W-2")
    made = services.freeze(
        client=cast.martin.pk, starts_at=paris("2026-09-10 00:00"),
        ends_at=paris("2026-09-12 00:00"), because="Yearly closing", actor=cast.anna, at=NOW,
    )  # fmt: skip
    for row in (found, other):
        row.refresh_from_db()
    assert (stand(found)["freeze"], stand(other)["freeze"]) == (False, True)
    (notice,) = Notice.objects.filter(kind="maintenance.freeze_staff", channel="email")
    assert (notice.person_id, "Yearly closing" in notice.text) == (cast.olga.person, True)
    services.lift(made.pk, because="Done early", actor=cast.anna, at=NOW)
    found.refresh_from_db()
    assert stand(found)["freeze"]


@pytest.mark.clause("5.14", "5.15")
def test_free_time_is_in_the_windows_beside_other_works_and_freezes(cast, plan):
    plan("2026-09-01 20:00", "2026-09-02 04:00")
    services.freeze(
        client=cast.martin.pk, starts_at=paris("2026-09-02 12:00"), products=["drive"],
        ends_at=paris("2026-09-03 23:00"), because="Closing", actor=cast.olga, at=NOW,
    )  # fmt: skip
    found = queries.free_time(cast.olga, products=["drive"], minutes=120, after=NOW)
    assert found[:2] == [
        (paris("2026-09-02 04:00"), paris("2026-09-02 06:00")),
        (paris("2026-09-03 23:00"), paris("2026-09-04 01:00")),
    ]
    stop = queries.free_time(cast.olga, products=["document-viewer"], minutes=60, after=NOW)
    assert stop[0] == (paris("2026-09-06 00:00"), paris("2026-09-06 01:00"))
    around = queries.windows(cast.olga, ["drive"], since=NOW, until=paris("2026-09-02 12:00"))
    assert around == [(paris("2026-09-01 20:00"), paris("2026-09-02 06:00"))]
    assert queries.windows(cast.olga, [], since=NOW, until=paris("2026-09-02 12:00")) == around


@pytest.mark.clause("5.12", "5.14")
def test_works_that_are_not_announced_are_the_publishers_own_matter(cast, plan, lines):
    found = plan(announce=False, kind="urgent-security", because="A flaw")
    assert told("announced") == {}
    assert queries.works_numbered(cast.sam, found.number).draft
    for viewer in (cast.alice, ANONYMOUS):
        with pytest.raises(NotSeen):
            queries.works_numbered(viewer, found.number)
    facts = queries.works_touching(cast.olga, [lines["drive"]], until=paris("2026-10-01 00:00"))
    assert facts == {lines["drive"].pk: ()}
    again = [services.announce(found.number, actor=cast.olga, at=NOW) for _ in range(2)]
    assert [each.announced_at for each in again] == [NOW, NOW]
    assert set(told("announced")) == {"alice", "bob"}
    assert Notice.objects.filter(subject=found.subject, channel="email").count() == 2
    late = plan("2026-09-20 21:00", "2026-09-20 22:00", announce=False)
    with pytest.raises(services.FaultyWorks):
        services.announce(late.number, actor=cast.olga, at=paris("2026-09-20 22:00"))


@pytest.mark.clause("5.12", "5.14")
def test_works_that_move_are_told_again_and_count_as_announced_from_then(cast, plan, lines):
    found = plan()
    at = paris("2026-09-08 09:00")
    asked = {"because": "The supplier is late", "actor": cast.olga, "at": at}
    moved = services.change(
        found.number, starts_at=paris("2026-09-11 21:00"), ends_at=paris("2026-09-11 23:00"),
        **asked,
    )  # fmt: skip
    assert (moved.announced_at, moved.revision) == (at, 1)
    assert "The supplier is late" in told("changed")["alice"][1]
    assert "11/09/2026 21:00" in told("changed")["alice"][1]
    shorter = services.change(
        found.number, starts_at=paris("2026-09-11 21:30"), ends_at=paris("2026-09-11 23:00"),
        **{**asked, "at": at + timedelta(days=1)},
    )  # fmt: skip
    assert (shorter.announced_at, shorter.revision) == (at, 2)  # inside what was told before
    (fact,) = queries.works_touching(cast.olga, [lines["drive"]], until=paris("2026-10-01 00:00"))[
        lines["drive"].pk
    ]
    assert fact.span == (epoch(paris("2026-09-11 21:30")), epoch(paris("2026-09-11 23:00")))
    assert [each.what for each in queries.steps(cast.alice, found.number)] == [
        "announced", "changed", "changed"
    ]  # fmt: skip
    with pytest.raises(services.FaultyWorks):
        services.change(found.number, starts_at=found.starts_at, ends_at=found.ends_at,
                        **{**asked, "because": " "})  # fmt: skip


@pytest.mark.clause("5.5", "5.14")
def test_works_moved_after_their_hour_leave_out_nothing_before_they_were_told(
    cast, plan, lines, measure
):
    found = plan()
    services.change(
        found.number, starts_at=paris("2026-09-17 21:00"), ends_at=paris("2026-09-17 23:00"),
        because="Late", actor=cast.olga, at=paris("2026-09-17 21:30"),
    )  # fmt: skip
    measure(
        lines["drive"], ("2026-09-01 00:00", "up"), ("2026-09-17 22:00", "down"),
        ("2026-09-17 23:00", "up"), ("2026-10-01 00:00", "up"),
    )  # fmt: skip
    month = availability.dossier(cast.olga, lines["drive"].pk, "2026-09").month("2026-09").value
    assert (month.down_seconds, month.excluded_seconds) == (3600, 0)


@pytest.mark.clause("5.12")
def test_works_withdrawn_are_told_to_whoever_was_told_of_them(cast, plan):
    found, draft = plan(), plan("2026-09-20 21:00", "2026-09-20 22:00", announce=False)
    for number in (found.number, draft.number):
        for _ in range(2):
            services.withdraw(number=number, because="Put off", actor=cast.olga, at=NOW)
    assert set(told("withdrawn")) == {"alice", "bob"}
    assert "Put off" in told("withdrawn")["alice"][1]
    assert Notice.objects.filter(kind="maintenance.withdrawn", channel="email").count() == 2
    with pytest.raises(services.FaultyWorks):
        services.change(found.number, starts_at=NOW, ends_at=found.ends_at, because="Back",
                        actor=cast.olga, at=NOW)  # fmt: skip


@pytest.mark.clause("5.11")
def test_where_many_are_concerned_the_rest_are_told_in_the_seconds_that_follow(
    cast, plan, monkeypatch
):
    monkeypatch.setattr(telling, "BATCH", 1)
    plan("2026-09-13 00:30", "2026-09-13 01:00", products=["drive", "document-viewer"])
    assert set(told("announced")) == {"alice", "bob"}
    assert [services.tell_more(NOW), services.tell_more(NOW)] == [1, 0]
    assert set(told("announced")) == {"alice", "bob", "charlie"}
    assert told("announced")["charlie"][0] == "Works announced: New version"


@pytest.mark.clause("5.12")
def test_works_on_one_subscription_are_told_to_its_client_alone(cast, plan, lines):
    found = plan(products=[], subscriptions=[lines["drive"].pk])
    assert set(told("announced")) == {"alice", "bob"}
    with pytest.raises(NotSeen):
        queries.works_numbered(cast.charlie, found.number)
    rows = queries.announced(since=NOW, until=NOW + timedelta(days=30))
    assert list(rows) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"title_fr": " "},
        {"course": ""},
        {"title_fr": "Nouvelle version pour Ateliers Martin"},
        {"course": "moon"},
        {"force_majeure": True},
        {"starts": "2026-08-01 21:00", "ends": "2026-08-01 22:00"},
        {"ends": "2026-09-10 20:00"},
        {"kind": "planed"},
        {"products": []},
    ],
)
def test_works_that_cannot_be_planned_are_refused(plan, asked):
    with pytest.raises(services.FaultyWorks):
        plan(**asked)


@pytest.mark.clause("5.12")
def test_only_operations_and_releases_plan_works(cast, plan):
    found = plan()
    for name, who in cast.everyone:
        if name in {"olga", "rita", "adam"}:
            continue
        acts = (
            lambda who=who: plan(actor=who),
            lambda who=who: services.announce(found.number, actor=who, at=NOW),
            lambda who=who: services.begin(found.number, actor=who, at=NOW),
            lambda who=who: services.finish(found.number, actor=who, at=NOW),
            lambda who=who: services.prolong(
                found.number, until=NOW, because="x", actor=who, at=NOW
            ),
            lambda who=who: services.correct_lived(
                found.number, started_at=NOW, ended_at=NOW, because="x", actor=who, at=NOW
            ),
            lambda who=who: services.change(
                found.number, starts_at=NOW, ends_at=NOW, because="x", actor=who, at=NOW
            ),
            lambda who=who: queries.free_time(who, minutes=5, after=NOW),
            lambda who=who: queries.windows(who, [], since=NOW, until=NOW),
        )
        for act in acts:
            with pytest.raises((NotAllowed, NotSeen)):
                act()


def test_the_journal_keeps_each_act(cast, plan):
    found = plan()
    services.withdraw(number=found.number, because="Off", actor=cast.olga, at=NOW)
    verbs = {row.verb for row in entries(cast.olga, subject=found.subject)}
    assert verbs == {
        "maintenance.works_planned", "maintenance.works_announced", "maintenance.works_withdrawn"
    }  # fmt: skip
