"""Who is answered about what follows from the measures: penalties and reports."""

from __future__ import annotations

from tenir.apps.agreements import queries as agreements
from tenir.apps.parties import queries as parties
from tenir.apps.penalties import queries as penalties
from tenir.apps.reports import queries as reports
from tenir.viewer import SYSTEM, NotAllowed, NotSeen
from tests.stories.asked import Told
from tests.stories.rules.row import FAR, NOWHERE, Row, client, narrowed, one, staff, whole
from tests.stories.world import MONTH, NOW

PENALTIES = (
    whole(penalties.rights, client, given={"at": NOW}),
    one(penalties.right, client, "right", at=NOW),
    whole(penalties.claims, client),
    one(penalties.claim, client, "claim"),
    whole(penalties.credit_notes, client),
    one(penalties.credit_note, client, "note"),
    Row(
        "penalties.invoicing", staff,
        lambda _w, viewer, side: Told(side.organisation, penalties.invoicing(viewer)),
        refused=NotSeen,
    ),
    Row(
        "penalties.exposure", client,
        lambda _w, viewer, side: [
            Told(side.organisation, each)
            for each in penalties.exposure(viewer, at=NOW, organisation=side.organisation)
        ],
    ),
    whole(penalties.past_penalties, client),
)  # fmt: skip

REPORTS = (
    whole(reports.frozen, client),
    narrowed(reports.frozen, client, "organisation", revisions=True),
    narrowed(reports.frozen, client, "subscription", "subscription", month=MONTH),
    one(reports.frozen_row, client, "frozen"),
    one(reports.latest, client, "subscription", month=MONTH),
    one(reports.recompute, client, "frozen"),
    one(reports.pack, client, "organisation", month=MONTH, at=NOW),
    Row(
        "reports.every_month", client, refused=NotSeen,
        ask=lambda _world, viewer, side: [
            Told(side.organisation, reports.every_month(viewer, side.organisation))
        ],
        absent=lambda _world, viewer, _side: reports.every_month(viewer, NOWHERE),
    ),
    whole(reports.clients_of, client, given={"month": MONTH}),
    whole(reports.undecided_of, client, given={"month": MONTH}),
    Row(
        "reports.months_kept", staff, refused=NotSeen,
        ask=lambda _w, viewer, side: [
            Told(side.organisation, each) for each in reports.months_kept(viewer, at=NOW)
        ],
    ),
    Row(
        "reports.exposed", staff, refused=NotSeen,
        ask=lambda _w, viewer, side: [
            Told(side.organisation, each) for each in reports.exposed(viewer, at=FAR).months
        ],
    ),
    Row(
        "reports.reviewed", staff, refused=NotSeen,
        ask=lambda _w, viewer, side: [
            Told(side.organisation, each)
            for each in reports.reviewed(
                viewer, list(parties.clients(SYSTEM).filter(pk=side.organisation)), MONTH
            )
        ],
    ),
    one(reports.recompute_promise, client, "commitment"),
    whole(reports.recompute_promises, client),
    narrowed(reports.recompute_promises, client, "client"),
    Row(
        "reports.replays", staff, refused=NotAllowed,
        ask=lambda world, viewer, _side: reports.replays(viewer, world.published.pk),
    ),
    Row(
        "reports.would_have_changed", staff, refused=NotAllowed,
        ask=lambda world, viewer, side: reports.would_have_changed(
            viewer, candidate=agreements.agreement_of(world.published), until=MONTH, months=1,
            clients=[side.organisation],
        ),
    ),
)  # fmt: skip
