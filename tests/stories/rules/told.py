"""Who is answered about what is told: notices, what is published, what a search finds."""

from __future__ import annotations

from tenir.apps.notices import queries as notices
from tenir.apps.publishing import queries as publishing
from tenir.apps.search import queries as search
from tenir.apps.search.models import Found
from tenir.viewer import SYSTEM, Viewer
from tests.stories.asked import Told
from tests.stories.rules.row import (
    Ask,
    Row,
    client,
    main,
    of_person,
    one,
    only,
    only_theirs,
    own_people,
    staff,
    whole,
)
from tests.stories.world import DOWN_FROM, NOW, Side, World

SEARCHED = (
    "client", "contact", "person", "contract", "subscription", "quote", "request", "commitment",
    "document", "version", "product", "article",
)  # fmt: skip


def _searched(by: str) -> Ask:
    """What that client's word or number finds, and whose it is; what is for all is left out."""

    def ask(_world: World, viewer: Viewer, side: Side) -> list[Told]:
        hits = search.found(viewer, getattr(side, by), kinds=SEARCHED, most=50)
        keys = {(hit.kind, hit.of) for hit in hits}
        rows = [row for row in Found.objects.all() if (row.kind, row.of) in keys]
        return [
            Told(row.organisation or 0, row.words)
            for row in rows
            if row.audience != "everyone"
            and (row.kind != "person" or viewer.sees(row.organisation))  # a row for each side
        ]

    return ask


NOTICES = (
    whole(notices.notices, client, public=True),
    one(notices.notice, client, "notice"),
    one(notices.notice, client, "call"),
    one(notices.notice, client, "own_notice"),
    one(notices.notice, main, "webhook"),
    one(notices.notice, staff, "confidential"),
    one(notices.notice, staff, "staff_notice"),
    one(notices.proof, client, "notice"),
    Row(
        "notices.proofs",
        client,
        named=False,
        ask=lambda _world, viewer, _side: notices.proofs(viewer, notices.notices(SYSTEM)),
    ),
    one(notices.proof, main, "webhook"),
    one(notices.proof, staff, "confidential"),
    whole(notices.possibly_doubled, client),
    whole(notices.inbox, only(main=True), of=of_person, public=True),
    whole(notices.calls_owed, staff),
    whole(notices.unreachables, staff),
    whole(notices.endpoints, main),
    one(notices.deliveries, main, "endpoint"),
)

SEARCH = (
    Row("search.found", client, _searched("word"), named=False),
    Row("search.found", client, _searched("number"), named=False),
    Row("search.found", client, _searched("contract_number"), named=False),
)

PUBLISHING = (
    whole(publishing.incidents, client),
    whole(publishing.incidents, client, given={"since": DOWN_FROM, "until": NOW}),
    one(publishing.incident, client, "incident", none="nothing"),
    one(publishing.updates, client, "incident", none="nothing"),
    whole(publishing.wordings, staff, of=lambda row, side: row.pk == side.wording),
    whole(publishing.own_incidents, own_people),
    whole(publishing.own_works, client, given={"at": NOW}, of=only_theirs),
    whole(publishing.links, only(main=True)),
    Row(
        "publishing.outages_of", client,
        ask=lambda _w, viewer, side: publishing.outages_of(viewer, side.incident_row),
    ),
    Row(
        "publishing.subscription_board", own_people, named=False,
        ask=lambda _w, viewer, side: [
            Told(side.organisation, each)
            for each in publishing.subscription_board(viewer, NOW).components
            if side.word in each.key
        ],
    ),
)  # fmt: skip
