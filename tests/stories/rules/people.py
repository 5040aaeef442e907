"""Who is answered about clients and their people: accounts and parties."""

from __future__ import annotations

from tenir.apps.accounts import queries as accounts
from tenir.apps.parties import queries as parties
from tenir.viewer import NotSeen
from tests.stories.asked import Told
from tests.stories.rules.row import (
    NOWHERE,
    Row,
    client,
    main,
    narrowed,
    of_person,
    one,
    only,
    staff,
    whole,
)

ACCOUNTS = (
    whole(accounts.organisations, client),
    one(accounts.organisation, client, "organisation"),
    whole(accounts.people, client, of=lambda thing, side: thing.pk == side.person),
    one(accounts.person, client, "person"),
    whole(accounts.memberships, client),
    whole(accounts.tokens, only("adam", main=True), of=of_person),
    whole(accounts.saved_views, only(main=True), of=of_person),
    whole(accounts.saved_views_of, only(main=True), of=of_person, given={"page": "portal:notices"}),
    whole(accounts.sign_ins, only("sofia", "adam", main=True), of=of_person),
    whole(accounts.sessions, only(main=True), of=lambda row, side: row.user_id == side.person),
    whole(accounts.invitations, main),
    one(accounts.invitation, main, "invitation"),
    whole(accounts.providers, only("adam", main=True)),
)

PARTIES = (
    whole(parties.clients, client),
    narrowed(parties.clients, client, "search", "word"),
    narrowed(parties.clients, client, "search", "number"),
    one(parties.client, client, "organisation"),
    whole(parties.contacts, client),
    narrowed(parties.contacts_of, client, "organisation"),
    narrowed(parties.contacts_of, client, "organisation", removed=True),
    Row(
        "parties.former_contacts", staff,
        ask=lambda _w, viewer, side: [
            Told(side.organisation, each)
            for each in parties.former_contacts(viewer, side.organisation)
        ],
        absent=lambda _w, viewer, _s: list(parties.former_contacts(viewer, NOWHERE)),
    ),
    Row(
        "parties.former_contact", staff, refused=NotSeen,
        ask=lambda _w, viewer, side: [Told(side.organisation, parties.former_contact(
            viewer, side.organisation, side.former_contact))],
        absent=lambda _w, viewer, side: parties.former_contact(
            viewer, side.organisation, NOWHERE),
    ),
    narrowed(parties.readers_of, client, "organisation"),
    whole(parties.changes, client),
    narrowed(parties.changes, client, "organisation", waiting=True),
    one(parties.change, client, "change"),
    Row(
        "parties.entitled", client, refused=NotSeen,
        ask=lambda world, viewer, side: parties.entitled(
            viewer, side.organisation, person=side.person, terms=world.terms
        ),
        absent=lambda world, viewer, side: parties.entitled(
            viewer, NOWHERE, person=side.person, terms=world.terms
        ),
    ),
)  # fmt: skip
