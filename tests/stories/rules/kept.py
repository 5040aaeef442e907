"""Who is answered about what is kept: commitments, documents, the journal, what was read."""

from __future__ import annotations

from typing import Any

from tenir.apps.catalogue import queries as catalogue
from tenir.apps.commitments import queries as commitments
from tenir.apps.documents import queries as documents
from tenir.apps.journal import queries as journal
from tenir.viewer import NotAllowed, NotSeen, Viewer
from tests.stories.rules.row import (
    NO_FILE,
    NOWHERE,
    READ_PERSONAL,
    Ask,
    Row,
    client,
    everyone,
    narrowed,
    one,
    only,
    staff,
    whole,
)
from tests.stories.world import AUDIENCES, NOW, Side, World


def _export(*, personal: bool) -> Ask:
    return lambda _w, viewer, side: journal.export(
        viewer, side.organisation, number=side.number, made_at=NOW, personal=personal
    )


def _no_export(_world: World, viewer: Viewer, _side: Side) -> Any:
    return journal.export(viewer, NOWHERE, number="", made_at=NOW)


KEPT = (
    whole(catalogue.acknowledgements, client),
    narrowed(catalogue.acknowledgements, client, "organisation"),
    narrowed(catalogue.unread, client, "organisation"),
    whole(commitments.commitments, client),
    narrowed(commitments.commitments, client, "organisation", state="running"),
    one(commitments.commitment, client, "commitment"),
    one(commitments.commitment_of, client, "promise", none="promise/0"),
    whole(documents.documents, client, public=True),
    narrowed(documents.documents, client, "organisation"),
    *(
        one(query, who, f"document_{audience}", none=NO_FILE)
        for query in (documents.document, documents.opened, documents.served)
        for audience, who in zip(
            AUDIENCES, (everyone, client, staff, only("sofia", "adam")), strict=True
        )
    ),
    whole(journal.entries, client),
    narrowed(journal.entries, client, "client"),
    narrowed(journal.entries, client, "subject", "subject"),
    narrowed(journal.entries, client, "text", "contract_number"),
    Row("journal.export", client, _export(personal=False), refused=NotSeen, absent=_no_export),
    Row(
        "journal.export", lambda _side: READ_PERSONAL, _export(personal=True), refused=NotSeen,
        inside=NotAllowed, absent=_no_export,
    ),
    Row(
        "journal.personal_of", lambda _side: READ_PERSONAL, refused=NotAllowed,
        ask=lambda _w, viewer, side: journal.personal_of(viewer, side.entries),
        absent=lambda _w, viewer, _s: journal.personal_of(viewer, [NOWHERE]),
    ),
    Row(
        "journal.verify", staff, lambda _w, viewer, _s: journal.verify(viewer), refused=NotAllowed
    ),
)  # fmt: skip
