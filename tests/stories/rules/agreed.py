"""Who is answered about what was agreed and ordered: agreements and orders."""

from __future__ import annotations

from typing import Any

from tenir.apps.agreements import queries as agreements
from tenir.apps.orders import queries as orders
from tenir.viewer import SYSTEM, NotSeen, Viewer
from tests.stories.asked import Told
from tests.stories.rules.row import NOWHERE, Ask, Row, client, everyone, narrowed, one, staff, whole
from tests.stories.world import DOWN_FROM, NOW, Side, World


def _terms_of_all(_world: World, viewer: Viewer, _side: Side) -> list[Told]:
    lines = list(agreements.subscriptions(SYSTEM))
    found = agreements.terms_of_many(viewer, lines, at=DOWN_FROM)
    return [Told(each.contract.client_id, found[each.pk]) for each in lines if each.pk in found]


def _versions_of(which: str) -> Ask:
    return lambda world, viewer, _s: agreements.version(viewer, getattr(world, which).pk)


def _differences(which: str) -> Ask:
    return lambda world, viewer, _s: agreements.differences(
        viewer, world.reference.pk, getattr(world, which).pk, "en"
    )


def _no_version(_world: World, viewer: Viewer, _side: Side) -> Any:
    return agreements.version(viewer, NOWHERE)


AGREEMENTS = (
    whole(agreements.contracts, client),
    narrowed(agreements.contracts, client, "client"),
    one(agreements.contract, client, "contract"),
    whole(agreements.subscriptions, client),
    narrowed(agreements.subscriptions, client, "client"),
    narrowed(agreements.subscriptions, client, "contract", "contract"),
    one(agreements.subscription, client, "subscription"),
    Row(
        "agreements.ordered_on", client, named=False,
        ask=lambda _w, viewer, _s: list(agreements.ordered_on(viewer, NOW.date()).values()),
    ),
    narrowed(agreements.ordered_on, client, "client", on=NOW.date()),
    narrowed(agreements.ordered_of, client, "subscription", "subscription"),
    narrowed(agreements.amendments, client, "contract", "contract"),
    whole(agreements.options, client),
    narrowed(agreements.options, client, "client"),
    narrowed(agreements.options, client, "contract", "contract"),
    narrowed(agreements.on_call, client, "contract", "contract", on=NOW.date()),
    whole(agreements.specifics, client),
    narrowed(agreements.specifics, client, "client"),
    narrowed(agreements.specifics, client, "subscription", "subscription", at=NOW),
    one(agreements.access_open, client, "subscription", at=NOW),
    whole(agreements.flagged_contracts, staff),
    one(agreements.terms_of, client, "subscription", at=DOWN_FROM),
    one(agreements.resolved_terms, client, "subscription", at=DOWN_FROM),
    Row("agreements.terms_of_many", client, _terms_of_all, named=False),
    whole(agreements.client_versions, client),
    narrowed(agreements.client_versions, client, "client"),
    one(agreements.client_version, client, "client_version"),
    one(agreements.proofs, client, "client_version"),
    whole(agreements.unproven_notifications, staff),
    whole(agreements.versions, everyone, public=True, of=lambda thing, _s: thing.number == "2"),
    whole(agreements.versions, staff, public=True, of=lambda thing, _s: thing.number == "3"),
    Row("agreements.version", everyone, _versions_of("published"), public=True),
    Row(
        "agreements.version", staff, _versions_of("draft"), refused=NotSeen, absent=_no_version,
        public=True,
    ),
    Row("agreements.differences", everyone, _differences("published"), public=True),
    Row(
        "agreements.differences", staff, _differences("draft"), refused=NotSeen,
        absent=_no_version, public=True,
    ),
)  # fmt: skip

ORDERS = (
    whole(orders.quotes, client),
    one(orders.quote, client, "quote"),
    one(orders.quote, client, "waiting"),
    Row(
        "orders.backup_owed",
        lambda _s: frozenset(),
        ask=lambda _w, viewer, side: [
            Told(side.organisation, owed)
            for each in orders.quotes(viewer).filter(contract__client=side.organisation)
            if (owed := orders.backup_owed(viewer, each))
        ],
    ),
    whole(orders.orders, client),
    whole(orders.billable_lines, client),
    whole(orders.billable_lines, client, given={"open_only": True}),
)
