"""Who is answered about works: maintenance."""

from __future__ import annotations

from typing import Any

from tenir.apps.agreements import queries as agreements
from tenir.apps.maintenance import queries as maintenance
from tenir.viewer import SYSTEM, NotAllowed, Viewer
from tests.stories.asked import Told
from tests.stories.rules.row import FAR, PLANNERS, Row, client, one, only_theirs, staff, whole
from tests.stories.world import DOWN_FROM, NOW, OCTOBER, Side, World


def _works_of_all(_world: World, viewer: Viewer, _side: Side) -> list[Told]:
    lines = list(agreements.subscriptions(SYSTEM))
    found = maintenance.works_touching(viewer, lines, until=NOW)
    return [Told(each.contract.client_id, found[each.pk]) for each in lines if found.get(each.pk)]


def _says_recurring(found: Any, side: Side) -> bool:
    return bool(found.number == side.recurring)


def _checked(_world: World, viewer: Viewer, side: Side) -> list[Told]:
    """Works on that client's line while it asked that nothing be touched."""
    when = maintenance.When(
        starts_at=OCTOBER, ends_at=FAR, kind="planned", subscriptions=[side.subscription]
    )
    return [Told(side.organisation, each) for each in maintenance.checked(viewer, when)]


def _free(_world: World, viewer: Viewer, side: Side) -> Any:
    return maintenance.free_time(
        viewer, subscriptions=[side.subscription], minutes=60, after=OCTOBER
    )


MAINTENANCE = (
    whole(maintenance.works, client, of=only_theirs),
    whole(
        maintenance.works, client, of=only_theirs,
        given={"since": DOWN_FROM.replace(day=1), "until": NOW},
    ),
    one(maintenance.works_numbered, client, "works", none="W-0"),
    Row("maintenance.works_touching", client, _works_of_all, named=False),
    one(maintenance.works_numbered, staff, "draft_works", none="W-0"),
    one(maintenance.steps, client, "recurring_works", none="W-0"),
    whole(maintenance.freezes, client),
    whole(maintenance.freezes, client, given={"since": OCTOBER, "until": FAR}),
    one(maintenance.freeze, client, "freeze"),
    whole(maintenance.recurrings, staff, of=_says_recurring),
    one(maintenance.recurring, staff, "recurring", none="W-0"),
    Row("maintenance.checked", PLANNERS, _checked, refused=NotAllowed),
    Row("maintenance.free_time", PLANNERS, _free, refused=NotAllowed),
    Row(
        "maintenance.windows", PLANNERS,
        lambda _w, viewer, _s: maintenance.windows(viewer, ["drive"], since=OCTOBER, until=FAR),
        refused=NotAllowed,
    ),
)  # fmt: skip
