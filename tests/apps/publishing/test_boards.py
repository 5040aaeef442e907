"""What the page says of each product: from the ledger, of what clients share, and nobody's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from tenir.apps.agreements.queries import Subscription
from tenir.apps.availability import services as availability
from tenir.apps.maintenance import services as maintenance
from tenir.apps.publishing import queries, services
from tests.apps.publishing.conftest import NOON, publish, said, sign
from tests.cast import Cast

HOUR = timedelta(hours=1)
Lines = dict[str, Subscription]


def measure(cast: Cast, line: Subscription, *records: tuple[datetime, str]) -> None:
    availability.record_measurements(
        subscription=line.pk, source="probe", actor=cast.olga, at=NOON,
        records=[availability.Record(at, state) for at, state in records],
    )  # fmt: skip


def down_at_dawn(cast: Cast, line: Subscription, *, hours: int = 2) -> None:
    """Up since five days, but for some hours on the 6th from four o'clock; seen up at noon."""
    dawn = NOON - 8 * HOUR
    measure(cast, line, (NOON - 5 * 24 * HOUR, "up"), (dawn, "down"), (dawn + hours * HOUR, "up"),
            (NOON, "up"))  # fmt: skip


def drive(at: datetime = NOON) -> queries.Component:
    return next(each for each in queries.public_board(at).components if each.key == "drive")


def told_of(board: queries.Board) -> tuple[str, str]:
    """Of Drive: how it is now, how today was."""
    (found,) = [each for each in board.components if each.name == "Drive"]
    return found.state, found.days[-1].state


@pytest.mark.clause("5.3", "10.4")
def test_a_product_that_one_alone_saw_down_is_up_for_everyone(cast: Cast, signed: Lines) -> None:
    down_at_dawn(cast, signed["martin"])
    measure(cast, signed["novak"], (NOON - 24 * HOUR, "up"), (NOON, "up"))
    assert drive().days[-1].state == "up"
    (own,) = queries.subscription_board(cast.alice, NOON).components
    assert (own.days[-1].state, own.days[-1].down) == ("down", 2 * 3600)


@pytest.mark.clause("5.3", "10.4")
def test_what_all_saw_down_is_down_for_everyone(cast: Cast, signed: Lines) -> None:
    down_at_dawn(cast, signed["martin"])
    down_at_dawn(cast, signed["novak"], hours=1)
    found = drive()
    assert (found.days[-1].state, found.days[-1].down) == ("down", 3600)
    assert found.share == Fraction(5 * 24 - 1, 5 * 24)
    assert found.state == "operational"


@pytest.mark.clause("10.4")
def test_what_is_one_clients_own_is_in_no_page_of_everyone(cast: Cast, signed: Lines) -> None:
    measure(cast, signed["own"], (NOON - 24 * HOUR, "up"), (NOON - HOUR, "down"), (NOON, "down"))
    board = queries.public_board(NOON)
    assert {each.state for each in board.components} == {"unmeasured"}
    assert board.indicator == "none"
    states = {each.name: each.state for each in queries.subscription_board(
        cast.charlie, NOON).components}  # fmt: skip
    assert states == {"Drive": "unmeasured", "TechCenter": "major_outage"}


@pytest.mark.clause("5.3")
def test_days_that_nobody_measured_are_said_not_measured(cast: Cast, signed: Lines) -> None:
    assert drive().share is None
    down_at_dawn(cast, signed["martin"])
    found = drive()
    assert [day.state for day in found.days].count("unmeasured") == 85  # one of them half
    assert len(found.days) == 90
    assert drive(NOON + 2 * HOUR).state == "unmeasured"  # the last word is too old


@pytest.mark.clause("10.4")
def test_an_open_incident_and_works_say_how_a_product_is(cast: Cast, signed: Lines) -> None:
    down_at_dawn(cast, signed["martin"])
    maintenance.put_on_record(
        number="W-1", kind="planned", products=["drive"], starts_at=NOON - 10 * HOUR,
        ends_at=NOON + HOUR, announced_at=NOON - 50 * HOUR, actor=cast.olga, at=NOON - 50 * HOUR,
    )  # fmt: skip
    assert (drive().state, drive().days[-1].state) == ("maintenance", "works")
    found = publish(cast.olga)
    assert (drive().state, queries.public_board(NOON).indicator) == ("partial_outage", "major")
    services.follow_up(found.reference, said=said("resolved", "none"), actor=cast.olga, at=NOON)
    assert drive().state == "maintenance"


@pytest.mark.clause("5.12", "10.4")
def test_works_on_one_subscription_are_on_its_clients_board_alone(
    cast: Cast, signed: Lines
) -> None:
    for name in ("martin", "novak"):
        down_at_dawn(cast, signed[name])
    maintenance.put_on_record(
        number="W-1", kind="planned", subscriptions=[signed["martin"].pk],
        starts_at=NOON - 10 * HOUR, ends_at=NOON + HOUR, announced_at=NOON - 50 * HOUR,
        actor=cast.olga, at=NOON - 50 * HOUR,
    )  # fmt: skip
    assert told_of(queries.subscription_board(cast.alice, NOON)) == ("maintenance", "works")
    assert told_of(queries.subscription_board(cast.charlie, NOON)) == ("operational", "down")
    assert told_of(queries.public_board(NOON)) == ("operational", "down")


@pytest.mark.clause("5.12", "10.4")
def test_works_on_one_subscription_leave_the_clients_others_as_they_are(
    cast: Cast, signed: Lines
) -> None:
    other = sign(cast, cast.martin.pk, "drive", "dedicated")
    for line in (signed["martin"], other):
        down_at_dawn(cast, line)
    maintenance.put_on_record(
        number="W-1", kind="planned", subscriptions=[other.pk], starts_at=NOON - 10 * HOUR,
        ends_at=NOON + HOUR, announced_at=NOON - 50 * HOUR, actor=cast.olga, at=NOON - 50 * HOUR,
    )  # fmt: skip
    found = queries.subscription_board(cast.alice, NOON).components
    assert {each.key: each.state for each in found} == {
        signed["martin"].target: "operational", other.target: "maintenance",
    }  # fmt: skip


@pytest.mark.clause("5.12")
def test_works_that_are_not_announced_or_withdrawn_are_on_no_board(
    cast: Cast, signed: Lines
) -> None:
    down_at_dawn(cast, signed["martin"])
    told = maintenance.Planned(
        kind="planned", title_fr="Disque", subscriptions=[signed["martin"].pk],
        starts_at=NOON - 10 * HOUR, ends_at=NOON + HOUR,
    )  # fmt: skip
    before = NOON - 50 * HOUR
    draft = maintenance.plan(told, announce=False, actor=cast.olga, at=before)
    assert told_of(queries.subscription_board(cast.alice, NOON)) == ("operational", "down")
    maintenance.announce(draft.number, actor=cast.olga, at=before)
    assert told_of(queries.subscription_board(cast.alice, NOON)) == ("maintenance", "works")
    maintenance.withdraw(number=draft.number, because="Put off", actor=cast.olga, at=before)
    assert told_of(queries.subscription_board(cast.alice, NOON)) == ("operational", "down")


SUNDAY = datetime(2026, 10, 3, 22, tzinfo=UTC)  # midnight in Paris


@pytest.fixture
def viewers(cast: Cast, signed: Lines) -> Lines:
    """Both clients of the cast on Document Viewer, which stops on Sundays (A2), and on Drive."""
    return {
        name: sign(cast, client, "document-viewer", "shared")
        for name, client in (("martin", cast.martin.pk), ("novak", cast.novak.pk))
    }


def stopped(cast: Cast, lines: Lines, *, at: datetime, hours: float) -> None:
    """Both up since Thursday, and down on Sunday from two o'clock; seen as they are until then."""
    begins = SUNDAY + 2 * HOUR
    ends = begins + hours * HOUR
    for line in lines.values():
        told = [(SUNDAY - 72 * HOUR, "up"), (begins, "down"), (ends, "up"), (at, "up")]
        last = (at, "up" if at >= ends else "down")
        records = [each for each in told if each[0] < at] + [last]
        availability.record_measurements(
            subscription=line.pk, source="probe", actor=cast.olga, at=at,
            records=[availability.Record(when, state) for when, state in records],
        )  # fmt: skip


def both_boards(cast: Cast, at: datetime) -> list[tuple[str, str]]:
    """Of Document Viewer, for everyone and for Alice: how it is now, how today was."""
    boards = queries.public_board(at), queries.subscription_board(cast.alice, at)
    return [
        (each.state, each.days[-1].state)
        for board in boards for each in board.components if each.name == "Document Viewer"
    ]  # fmt: skip


@pytest.mark.clause("5.16", "A2", "10.4")
@pytest.mark.parametrize(
    ("hours", "after", "state", "day"),
    [
        (4, 2.5, "maintenance", "works"),
        (4, 3.5, "major_outage", "down"),  # an hour at most
        (0.75, 12, "operational", "works"),
        (1.5, 12, "operational", "down"),
    ],
)
def test_the_sunday_stop_is_no_outage_though_nobody_announces_it(
    cast: Cast, viewers: Lines, hours: float, after: float, state: str, day: str
) -> None:
    at = SUNDAY + after * HOUR
    stopped(cast, viewers, at=at, hours=hours)
    assert both_boards(cast, at) == [(state, day)] * 2


@pytest.mark.clause("5.16", "A2")
def test_a_product_with_no_such_stop_is_down_on_sunday_as_on_any_day(
    cast: Cast, signed: Lines
) -> None:
    at = SUNDAY + 2.5 * HOUR
    stopped(cast, {name: signed[name] for name in ("martin", "novak")}, at=at, hours=4)
    assert (drive(at).state, drive(at).days[-1].state) == ("major_outage", "down")
    assert queries.subscription_board(cast.alice, at).stops == []


@pytest.mark.clause("5.16", "A2")
def test_works_announced_leave_the_hour_of_the_stop_whole(cast: Cast, viewers: Lines) -> None:
    maintenance.put_on_record(
        number="W-1", kind="planned", products=["document-viewer"], starts_at=SUNDAY + 2 * HOUR,
        ends_at=SUNDAY + 3 * HOUR, announced_at=NOON - 90 * HOUR, actor=cast.olga,
        at=NOON - 90 * HOUR,
    )  # fmt: skip
    at = SUNDAY + 3.9 * HOUR
    stopped(cast, viewers, at=at, hours=4)
    assert both_boards(cast, at) == [("maintenance", "works")] * 2


@pytest.mark.clause("5.16", "A2")
def test_a_board_names_the_stops_of_what_is_on_it(cast: Cast, viewers: Lines) -> None:
    (own,) = queries.subscription_board(cast.alice, NOON).stops
    assert own.products == ("Document Viewer",)
    (every,) = queries.public_board(NOON).stops
    assert every.products[0] == "Document Viewer"
    assert len(every.products) == 10


@pytest.mark.clause("10.4")
def test_an_incident_of_one_client_touches_its_board_alone(cast: Cast, signed: Lines) -> None:
    publish(cast.olga, client=cast.novak.pk)
    assert {each.state for each in queries.public_board(NOON).components} == {"unmeasured"}
    assert queries.subscription_board(cast.alice, NOON).indicator == "none"
    assert queries.subscription_board(cast.charlie, NOON).indicator == "major"


@pytest.mark.clause("5.3", "10.4")
def test_an_incident_leads_to_its_lines_of_the_ledger(cast: Cast, signed: Lines) -> None:
    down_at_dawn(cast, signed["martin"])
    down_at_dawn(cast, signed["novak"])
    found = publish(cast.olga, began_at=NOON - 8 * HOUR)
    assert len(queries.outages_of(cast.olga, found)) == 2
    (own,) = queries.outages_of(cast.alice, found)
    assert own.subscription == signed["martin"]
    theirs = publish(cast.olga, client=cast.novak.pk, products=[], began_at=NOON - 8 * HOUR)
    (line,) = queries.outages_of(cast.olga, theirs)
    assert line.subscription == signed["novak"]
    later = publish(cast.olga)
    assert not queries.outages_of(cast.olga, later).exists()
    ended = services.follow_up(
        found.reference, said=said("resolved"), resolved_at=NOON - 8 * HOUR, actor=cast.olga,
        at=NOON,
    )  # fmt: skip
    assert not queries.outages_of(cast.olga, ended).exists()


@pytest.mark.clause("7.2")
def test_the_platforms_own_availability_is_published_as_any_products(
    cast: Cast, signed: Lines
) -> None:
    def platform(at: datetime = NOON) -> queries.Component:
        return queries.public_board(at).components[0]

    assert (platform().key, platform().state, platform().share) == (
        "platform", "unmeasured", None,
    )  # fmt: skip
    availability.add_target(
        availability.NewTarget(name="tenir", platform=True), actor=cast.olga, at=NOON - 48 * HOUR
    )
    words = [
        availability.Word("tenir", NOON - hours * HOUR, state)
        for hours, state in ((48, "up"), (5, "down"), (4, "up"), (0, "down"))
    ]
    availability.take_in(words, source="probe", actor=cast.olga, at=NOON)
    found = platform()
    assert (found.days[-1].state, found.days[-1].down) == ("down", 3600)
    assert found.share == Fraction(47, 48)
    later = platform(NOON + 2 * HOUR)  # it is told once that it is down, and once that it is up
    assert {found.state, later.state} == {"major_outage"}
    assert later.days[-1].down == 3 * 3600
    assert queries.public_board(NOON).indicator == "major"
    ended = [availability.Word("tenir", NOON + HOUR, "up")]
    availability.take_in(ended, source="probe", actor=cast.olga, at=NOON + 2 * HOUR)
    later = platform(NOON + 3 * HOUR)
    assert (later.state, later.days[-1].down) == ("unmeasured", 7200)


@pytest.mark.clause("7.2", "10.4")
def test_an_incident_of_the_platform_is_in_its_line(cast: Cast, signed: Lines) -> None:
    publish(cast.olga, platform=True)
    states = {each.key: each.state for each in queries.public_board(NOON).components}
    assert states["platform"] == "partial_outage"
    assert states["drive"] == "unmeasured"


@pytest.mark.clause("7.2")
def test_a_target_is_of_one_thing_alone(cast: Cast, signed: Lines) -> None:
    wanted = availability.NewTarget(name="both", platform=True, product="drive")
    with pytest.raises(availability.FaultyTarget):
        availability.add_target(wanted, actor=cast.olga, at=NOON)


def test_pages_drawn_together_show_one_board(cast: Cast) -> None:
    with queries.one_board():
        first = queries.public_board(NOON)
        assert queries.public_board(NOON + timedelta(minutes=1)) is first
    assert queries.public_board(NOON) is not first
