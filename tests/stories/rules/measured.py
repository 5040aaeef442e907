"""Who is answered about what was measured: availability."""

from __future__ import annotations

from datetime import timedelta

from tenir.apps.availability import queries as availability
from tenir.viewer import NotSeen
from tests.stories.asked import Told
from tests.stories.rules.row import Row, client, narrowed, one, staff, whole
from tests.stories.world import DOWN_FROM, MONTH, NOW

AVAILABILITY = (
    whole(availability.stretches, client),
    narrowed(availability.stretches, client, "subscription", "subscription"),
    whole(availability.measured_spans, client),
    whole(availability.exclusions, client),
    narrowed(availability.exclusions, client, "subscription", "subscription"),
    one(availability.exclusion, client, "exclusion"),
    whole(availability.targets, client),
    narrowed(availability.targets, client, "subscription", "subscription"),
    one(availability.target, client, "target"),
    whole(availability.taken_files, staff, of=lambda thing, side: side.word in thing.name),
    whole(availability.settings, client),
    narrowed(availability.settings, client, "target", "target"),
    Row(
        "availability.elsewhere", client,
        lambda _w, viewer, _s: [
            Told(each.target.subscription.contract.client_id, each.target)
            for each in availability.elsewhere(viewer, at=DOWN_FROM)
        ],
        named=False,
    ),
    whole(availability.spells, client),
    narrowed(availability.spells, client, "target", "target"),
    whole(availability.corrections, client),
    narrowed(availability.corrections, client, "subscription", "subscription"),
    one(availability.correction, client, "correction"),
    whole(availability.causes, client),
    narrowed(availability.causes, client, "subscription", "subscription"),
    one(availability.cause, client, "cause"),
    whole(availability.undecided, client, given={"until": NOW}),
    Row(
        "availability.explained", client,
        lambda _w, viewer, side: [
            Told(side.organisation, (side.outage_row, each))
            for each in availability.explained(viewer, side.outage_row).grounds if each.causes
        ],
        refused=NotSeen,
    ),
    Row(
        "availability.books", client,
        lambda _w, viewer, side: [
            Told(side.organisation, (each, found.books.closed(found.place(each.pk), MONTH)))
            for found in [availability.books(viewer, side.organisation, until=MONTH)]
            for each in found.subscriptions
        ],
    ),
    Row(
        "availability.books_of", client,
        lambda _w, viewer, side: [
            Told(side.organisation, (each, found.books.closed(found.place(each.pk), MONTH)))
            for found in availability.books_of(viewer, [side.organisation], until=MONTH).values()
            for each in found.subscriptions
        ],
    ),
    one(availability.dossier, client, "subscription", month=MONTH),
    whole(availability.outages, client),
    one(availability.outage, client, "outage"),
    Row(
        "availability.left_out", client,
        lambda _w, viewer, side: [
            Told(side.organisation, (side.outage_row, part))
            for part in availability.left_out(viewer, side.outage_row)
        ],
    ),
    one(availability.standing, client, "subscription", at=DOWN_FROM),
    Row(
        "availability.standings", client,
        lambda _w, viewer, side: [
            Told(side.organisation, (each.subscription, each.margin))
            for each in availability.standings(viewer, side.organisation, at=DOWN_FROM)
        ],
    ),
    Row(
        "availability.margins", client,
        lambda _w, viewer, _s: [
            Told(each.subscription.contract.client_id, (each.subscription, each.margin))
            for each in availability.margins(viewer, at=DOWN_FROM + timedelta(days=1))
        ],
        named=False,
    ),
    Row(
        "availability.stakes", client,
        lambda _w, viewer, _s: [
            Told(each.subscription.contract.client_id, (each.subscription, each.margin))
            for each in availability.stakes(viewer, at=DOWN_FROM + timedelta(days=1))
        ],
        named=False,
    ),
)  # fmt: skip
