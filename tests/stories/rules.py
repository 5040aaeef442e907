"""The rule of every query that says who is looking: how it is asked, and who is answered.

A query has one row or more. `EACH` are those that this table must cover: `test_access.py` finds
the queries by itself and names what is missing here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tenir.apps.accounts import queries as accounts
from tenir.apps.agreements import queries as agreements
from tenir.apps.availability import queries as availability
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.commitments import queries as commitments
from tenir.apps.documents import queries as documents
from tenir.apps.journal import queries as journal
from tenir.apps.maintenance import queries as maintenance
from tenir.apps.notices import queries as notices
from tenir.apps.orders import queries as orders
from tenir.apps.parties import queries as parties
from tenir.apps.penalties import queries as penalties
from tenir.apps.publishing import queries as publishing
from tenir.apps.reports import queries as reports
from tenir.apps.search import queries as search
from tenir.apps.search.models import Found
from tenir.apps.support import queries as support
from tenir.viewer import SYSTEM, NotAllowed, NotSeen, Viewer
from tests.stories.asked import Told
from tests.stories.world import (
    AUDIENCES,
    DOWN_FROM,
    HELPED,
    MONTH,
    NOTIFIED,
    NOW,
    OCTOBER,
    Side,
    World,
)

STAFF = frozenset({"sam", "olga", "rita", "anna", "fred", "sofia", "adam"})
PEOPLE = {
    "martin": frozenset({"alice", "bob", "rose", "vera"}),
    "novak": frozenset({"charlie", "dora", "emil", "vera"}),
}
READ_PERSONAL = frozenset({"anna", "sofia", "adam"})
NOWHERE = 10**9  # the key of nothing at all
NO_FILE = UUID(int=1)
FAR = datetime(2026, 12, 1, tzinfo=UTC)

Who = Callable[[Side], frozenset[str]]
Ask = Callable[[World, Viewer, Side], Any]


def staff(_side: Side) -> frozenset[str]:
    """The publisher's people alone."""
    return STAFF


def client(side: Side) -> frozenset[str]:
    """The publisher's people, and all of that client's."""
    return STAFF | PEOPLE[side.word]


def main(side: Side) -> frozenset[str]:
    """The publisher's people, and that client's main contact."""
    return STAFF | {side.main}


def only(*names: str, main: bool = False) -> Who:
    """Those people of the publisher, and that client's main contact where it is said."""
    return lambda side: frozenset({*names, *([side.main] if main else [])})


PLANNERS = only("olga", "rita", "adam")


def everyone(_side: Side) -> frozenset[str]:
    """Whoever asks."""
    return STAFF | PEOPLE["martin"] | PEOPLE["novak"] | {"nobody"}


@dataclass(frozen=True)
class Row:
    """One way to ask one query for what is a client's, and who is answered.

    `named`: the call names that client or its thing, so that others are given nothing at all;
    without it they may be given their own. `refused` is what the others are told, None where they
    are just given nothing; `inside` what the client's own people are told, where it differs.
    `public`: what belongs to nobody may be in it.
    """

    query: str
    who: Who
    ask: Ask
    named: bool = True
    refused: type[Exception] | None = None
    inside: type[Exception] | None = None
    absent: Ask | None = None
    public: bool = False
    of: Callable[[Any, Side], bool] | None = None

    def __str__(self) -> str:
        return self.query


def whole(query: Callable[..., Any], who: Who, *, public: bool = False, **rest: Any) -> Row:
    """Asked without a word of whom: each is given what is theirs."""
    given = rest.pop("given", {})
    return Row(
        _name(query), who, lambda _w, viewer, _s: query(viewer, **given), named=False,
        public=public, **rest,
    )  # fmt: skip


def narrowed(
    query: Callable[..., Any], who: Who, by: str, key: str = "organisation", **more: Any
) -> Row:
    """Narrowed down to that client's: the others are given nothing."""
    return Row(
        _name(query), who,
        lambda _w, viewer, side: query(viewer, **{by: getattr(side, key)}, **more),
    )  # fmt: skip


def one(query: Callable[..., Any], who: Who, key: str, *, none: Any = NOWHERE, **more: Any) -> Row:
    """That one thing, by its key: to the others, there is no such thing."""
    return Row(
        _name(query), who,
        lambda _w, viewer, side: query(viewer, getattr(side, key), **more),
        refused=NotSeen, absent=lambda _w, viewer, _s: query(viewer, none, **more),
    )  # fmt: skip


def _name(query: Callable[..., Any]) -> str:
    return f"{query.__module__.split('.')[2]}.{query.__name__}"


def _stand(_world: World, viewer: Viewer, side: Side) -> list[Told]:
    """How the clocks of that client's requests stand, told to someone."""
    rows = list(support.Request.objects.filter(client=side.organisation))
    stand = support.standings(viewer, rows, now=NOW)
    return [Told(side.organisation, found) for found in stand.values()]


def _says_word(thing: Any, side: Side) -> bool:
    return side.word in thing.name


def _is_article(article: Any, side: Side) -> bool:
    return bool(article.pk == side.article)


def _of_person(thing: Any, side: Side) -> bool:
    return bool(thing.person_id == side.person)


def _only_theirs(works: Any, side: Side) -> bool:
    return bool(works.number == side.works)


def _plans_theirs(planned: Any, side: Side) -> bool:
    return bool(planned.reference == f"works/{side.recurring_works}")


def _lines() -> list[agreements.Subscription]:
    return list(agreements.subscriptions(SYSTEM))


def _terms_of_all(_world: World, viewer: Viewer, _side: Side) -> list[Told]:
    lines = _lines()
    found = agreements.terms_of_many(viewer, lines, at=DOWN_FROM)
    return [Told(each.contract.client_id, found[each.pk]) for each in lines if each.pk in found]


def _works_of_all(_world: World, viewer: Viewer, _side: Side) -> list[Told]:
    lines = _lines()
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


def _versions_of(which: str) -> Ask:
    return lambda world, viewer, _s: agreements.version(viewer, getattr(world, which).pk)


def _differences(which: str) -> Ask:
    return lambda world, viewer, _s: agreements.differences(
        viewer, world.reference.pk, getattr(world, which).pk, "en"
    )


def _no_version(_world: World, viewer: Viewer, _side: Side) -> Any:
    return agreements.version(viewer, NOWHERE)


def _export(*, personal: bool) -> Ask:
    return lambda _w, viewer, side: journal.export(
        viewer, side.organisation, number=side.number, made_at=NOW, personal=personal
    )


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


def _no_export(_world: World, viewer: Viewer, _side: Side) -> Any:
    return journal.export(viewer, NOWHERE, number="", made_at=NOW)


ACCOUNTS = (
    whole(accounts.organisations, client),
    one(accounts.organisation, client, "organisation"),
    whole(accounts.people, client, of=lambda thing, side: thing.pk == side.person),
    one(accounts.person, client, "person"),
    whole(accounts.memberships, client),
    whole(accounts.tokens, only("adam", main=True), of=_of_person),
    whole(accounts.saved_views, only(main=True), of=_of_person),
    whole(
        accounts.saved_views_of, only(main=True), of=_of_person, given={"page": "portal:notices"}
    ),
    whole(accounts.sign_ins, only("sofia", "adam", main=True), of=_of_person),
    whole(accounts.sessions, only(main=True), of=lambda row, side: row.user_id == side.person),
    whole(accounts.invitations, main),
    one(accounts.invitation, main, "invitation"),
    whole(accounts.providers, only("adam", main=True)),
)

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

MEASURED = (
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
    whole(maintenance.works, client, of=_only_theirs),
    whole(
        maintenance.works, client, of=_only_theirs,
        given={"since": DOWN_FROM.replace(day=1), "until": NOW},
    ),
    one(maintenance.works_numbered, client, "works", none="W-0"),
    Row("maintenance.works_touching", client, _works_of_all, named=False),
    one(maintenance.works_numbered, staff, "draft_works", none="W-0"),
    one(maintenance.steps, client, "recurring_works", none="W-0"),
    whole(penalties.past_penalties, client),
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

TOLD = (
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
    whole(notices.inbox, only(main=True), of=_of_person, public=True),
    whole(notices.calls_owed, staff),
    whole(notices.unreachables, staff),
    whole(notices.endpoints, main),
    one(notices.deliveries, main, "endpoint"),
)

SOLD = (
    whole(orders.quotes, client),
    one(orders.quote, client, "quote"),
    one(orders.quote, client, "waiting"),
    Row(
        "orders.backup_owed", lambda _s: frozenset(),
        ask=lambda _w, viewer, side: [
            Told(side.organisation, owed)
            for each in orders.quotes(viewer).filter(contract__client=side.organisation)
            if (owed := orders.backup_owed(viewer, each))
        ],
    ),
    whole(orders.orders, client),
    whole(orders.billable_lines, client),
    whole(orders.billable_lines, client, given={"open_only": True}),
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

FOUND = (
    Row("search.found", client, _searched("word"), named=False),
    Row("search.found", client, _searched("number"), named=False),
    Row("search.found", client, _searched("contract_number"), named=False),
)

HELPED_WITH = (
    whole(support.requests, client),
    narrowed(support.requests, client, "client"),
    narrowed(support.requests, client, "subscription", "subscription"),
    narrowed(support.requests, client, "text", "word"),
    one(support.request, client, "request"),
    one(support.conversation, client, "request"),
    whole(support.queue, staff),
    narrowed(support.queue, staff, "client"),
    whole(support.rulings, client),
    narrowed(support.rulings, client, "client"),
    one(support.preview, client, "subscription", impact="high", urgency="critical", at=HELPED),
    Row("support.standings", client, _stand),
    one(support.why, client, "request", at=HELPED),
    one(support.if_it_were, client, "request", impact="low", urgency="normal", at=HELPED),
    one(support.time_left, client, "request", at=HELPED),
    whole(support.teams, staff, of=_says_word),
    whole(support.canned_answers, staff, of=_says_word),
    one(support.presences, staff, "request", now=HELPED),
    one(support.followers, client, "request"),
    one(support.links, client, "request"),
    whole(support.articles, staff, of=_is_article, public=True),
    one(support.article, staff, "article"),
    one(support.article_versions, staff, "article"),
    Row(
        "support.suggested", staff,
        lambda _w, viewer, side: support.suggested(viewer, f"for {side.word}"), named=False,
        of=_is_article,
    ),
    whole(
        support.planned,
        client,
        given={"since": OCTOBER, "until": FAR},
        public=True,
        of=_plans_theirs,
    ),
    whole(support.trainings, client),
    narrowed(support.trainings, client, "client"),
    one(support.trainings_for, client, "request"),
    whole(support.proposals, client),
    narrowed(support.proposals, client, "client"),
    one(support.proposal, client, "proposal"),
    whole(support.kept_mail, only("sam", "sofia", "adam")),
    whole(support.kept_mail, only("sam", "sofia", "adam"), given={"waiting": True}),
    one(support.kept_mail_content, only("sam", "sofia", "adam"), "kept_mail"),
    one(support.kept_mail_top, only("sam", "sofia", "adam"), "kept_mail", most=99),
    whole(support.hand_overs, client),
    whole(support.hand_overs, client, given={"waiting": True}),
    whole(support.times, client),
    narrowed(support.times, client, "request", "ruled_out"),
    one(support.time_entry, staff, "time"),
    one(support.announcement, client, "ruled_out"),
    one(support.billing_terms, client, "contract"),
    whole(support.prepaid_hours, client),
    one(support.balance, client, "contract", on=NOW.date()),
    Row(
        "support.statement", client, refused=NotSeen,
        ask=lambda _w, viewer, side: [
            Told(side.organisation, line)
            for line in support.statement(viewer, side.contract, since=HELPED, until=NOW)
        ],
        absent=lambda _w, viewer, _s: support.statement(viewer, NOWHERE, since=HELPED, until=NOW),
    ),
    Row(
        "support.measures", client,
        ask=lambda _w, viewer, side: [
            Told(side.organisation, each)
            for each in support.measures(
                viewer, since=HELPED, until=NOW, at=NOW, client=side.organisation
            )
        ],
    ),
)  # fmt: skip


def own_people(side: Side) -> frozenset[str]:
    """That client's people alone: the publisher's have no service of their own."""
    return PEOPLE[side.word]


PUBLISHED = (
    whole(publishing.incidents, client),
    whole(publishing.incidents, client, given={"since": DOWN_FROM, "until": NOW}),
    one(publishing.incident, client, "incident", none="nothing"),
    one(publishing.updates, client, "incident", none="nothing"),
    whole(publishing.wordings, staff, of=lambda row, side: row.pk == side.wording),
    whole(publishing.own_incidents, own_people),
    whole(publishing.own_works, client, given={"at": NOW}, of=_only_theirs),
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

EACH = (*PUBLISHED, *HELPED_WITH, *ACCOUNTS, *AGREEMENTS, *MEASURED, *KEPT, *TOLD, *SOLD, *FOUND)

# Numbers: each counts what the viewer may see, and not a row more.
COUNTED: dict[str, Callable[[Viewer], tuple[int, int]]] = {
    "commitments.counts": lambda viewer: (
        sum(
            commitments.counts(viewer, now=NOTIFIED)[state]
            for state in commitments.Commitment.State.values
        ),
        commitments.commitments(viewer).count(),
    ),
    "commitments.alike": lambda viewer: (
        sum(line.number for line in commitments.alike(viewer, {}, most=NOWHERE)[0]),
        commitments.commitments(viewer).count(),
    ),
    "commitments.standing_by_kind": lambda viewer: (
        sum(each.running for each in commitments.standing_by_kind(viewer, since=NOTIFIED)),
        commitments.commitments(viewer, state="running").count(),
    ),
    "notices.unread_count": lambda viewer: (
        notices.unread_count(viewer), notices.inbox(viewer).filter(read_at=None).count(),
    ),
    "notices.outbox": lambda viewer: (
        sum(notices.outbox(viewer, now=NOW).states.values()),
        notices.notices(viewer).count() if viewer.is_staff else 0,
    ),
}  # fmt: skip

SAYS_NOTHING = {
    "agreements.update_file": "products are nobody's; test_platform says who may fetch",
    "agreements.update_files": "products are nobody's; test_platform says who may fetch",
    "agreements.closed_pages": "pages of one's own account, by the contracts that one may see",
    "agreements.must_be_open": "the same, as a refusal",
    "accounts.unsent": "what the viewer typed; tests/faces/test_unsent.py",
    "accounts.where_sent": "where the viewer's own form led; tests/faces/test_unsent.py",
    "accounts.allowed_by_token": "judges the viewer's own token, and returns nothing",
    "commitments.standing_by_client": "nothing here: nothing is missed; tests/apps/commitments",
    "maintenance.stops": "the agreement's, of what one runs: none here; tests/apps/maintenance",
    "maintenance.stops_of": "the agreement's, of what one runs: none here; tests/apps/maintenance",
    "support.merged_into": "nothing here: nothing is merged; tests/apps/support/test_restricted.py",
    "journal.reserved_from": "what the queries of other apps leave out",
}

# Queries that do not ask who is looking, each with its reason.
FOR_ALL = {
    "journal.readers_of": "the acts of other apps ask it, to know whom they may tell",
    "availability.interval_of": "an outage that the caller was given",
    "availability.intervals_of": "subscriptions that the caller was given",
    "availability.month_of_each": "targets that the caller was given",
    "availability.counted": "an outage that the caller was given",
    "availability.platform_history": "the platform's own availability is published (7.2)",
    "availability.touching": "rows and an outage that the caller was given",
    "accounts.publisher": "the publisher's own name is on every page",
    "catalogue.above_third_party": "the catalogue is public; the terms are the caller's",
    "catalogue.families": "the catalogue is public",
    "catalogue.modules_of": "the catalogue is public",
    "catalogue.modules_on_offer": "the catalogue is public",
    "catalogue.latest_prerequisites": "the catalogue is public",
    "catalogue.prerequisites_of": "the catalogue is public",
    "catalogue.product": "the catalogue is public",
    "catalogue.products": "the catalogue is public",
    "catalogue.software_in": "the catalogue is public",
    "catalogue.support_of": "the catalogue is public; the terms are the caller's",
    "catalogue.update_files": "of every version: agreements.update_files looks who asks",
    "catalogue.version_of": "the catalogue is public",
    "catalogue.versions_of": "the catalogue is public",
    "catalogue.without_conditions": "the catalogue is public",
    "maintenance.public_steps": "works on whole products are told to everyone",
    "maintenance.values_of": "a row that the caller was given",
    "maintenance.in_words": "a row that the caller was given",
    "maintenance.lived": "a row that the caller was given",
    "maintenance.under_way": "a row that the caller was given",
    "maintenance.public_stops": "the agreement's own stops are public",
    "maintenance.public_stops_of": "the agreement's own stops are public",
    "maintenance.stops_together": "stops that the caller was given",
    "maintenance.announced": "works on whole products are announced to everyone",
    "publishing.one_board": "nothing but what public_board shows",
    "publishing.public_board": "what clients share, as the one that fared best saw it",
    "publishing.subscription": "whoever holds the link sees the address that it was sent to",
    "publishing.public_works": "works on whole products are announced to everyone",
    "publishing.public_incidents": "incidents that were published to everyone",
    "search.asked": "words as they are compared",
    "search.clauses": "the agreement's clauses are public",
    "search.folded": "words as they are compared",
}
FOR_SIGNING_IN = {
    "accounts.has_second_factor": "signing in: of the person who signs in",
    "accounts.browser_of": "words alone: it asks nothing of any table",
    "accounts.method_of": "words alone: it asks nothing of any table",
    "accounts.invitation_of_token": "whoever holds the link sees the invitation",
    "accounts.live_token": "signing in: whoever holds the token",
    "accounts.roles_of": "signing in: makes the viewer of the person",
    "accounts.second_factor_required": "signing in: of roles that the caller holds",
    "accounts.viewer_of": "makes the viewer",
    "accounts.viewer_of_token": "makes the viewer, of whoever holds the token",
    "accounts.digest": "a digest, of nobody's data",
    "accounts.unseal": "opens what was sealed: its caller says for whom",
    "accounts.same": "compares two secrets, of nobody's data",
}
FOR_THE_SYSTEM = {
    "penalties.settled_before": "whether a month is settled already: its callers looked who asks",
    "parties.client_named": "whether words for everyone name a client",
    "accounts.agents": "whom of the agents to tell",
    "accounts.people_with": "whom of the publisher's people to tell",
    "agreements.agreements_held": "the same, read: of one client at many instants",
    "agreements.agreement_of": "reads a version that the caller has seen",
    "agreements.closures": "closing days that were told to everyone",
    "agreements.month_start": "a date",
    "agreements.own_terms_of": "of contracts that the caller has seen",
    "agreements.version_of": "which version judges: for rules, after the viewer was looked at",
    "agreements.version_of_each": "the same, of many clients at many instants",
    "agreements.versions_of": "the same for many clients at once",
    "agreements.versions_over": "the same, of one client at many instants",
    "agreements.versions_over_many": "the same, of many clients at many instants",
    "agreements.terms_of_line": "the terms of a subscription that the caller was shown",
    "agreements.terms_over": "the same, of many of them at many instants",
    "agreements.on_call_over": "the on-call services of contracts that the caller was shown",
    "commitments.recorded": "a promise that the caller has seen, as the rules read it",
    "commitments.elsewhere": "a promise that the caller has seen",
    "commitments.zone_of": "a promise that the caller has seen",
    "commitments.briefly": "promises that the caller was given",
    "commitments.kind_named": "words for a kind of promise",
    "commitments.kinds": "the kinds that have words",
    "commitments.named": "words for a promise that the caller has seen",
    "journal.beginning": "words for a filter: it asks nothing",
    "journal.citing": "narrows rows that the caller has seen",
    "documents.handed": "of a row that the caller has seen",
    "documents.place_of": "where bytes of that digest stand, for the storage",
    "journal.content_of": "columns as they are digested",
    "journal.unsealed_since": "an instant, for the health page and doctor",
    "support.among": "requests that the caller was given",
    "support.missing_of": "of a request that the caller has seen",
    "notices.attempt_known": "asked of an attempt in the deliverer's own file",
    "notices.endpoint_of": "whom the deliverer is to call",
    "notices.notice_of_reply_token": "whoever answers holds the token; for the mail's intake",
    "notices.thread_of": "of a notice that the deliverer sends",
    "notices.unreachable": "of an address that the caller holds; for contacts and deliverers",
    "parties.labels": "for services, which have looked who acts",
    "parties.contacts_held": "for services, which have looked who acts",
    "parties.may_start": "for services, which have looked who acts",
    "parties.recipient": "a contact that the caller holds, as someone to write to",
    "parties.recipients_of": "whom to tell; for services, which have looked who acts",
    "search.edition": "how the index was built, for upkeep",
    "search.size": "how many rows the index has, for doctor",
    "reports.month_ends": "a month that the caller names",
    "reports.freezing_of": "of a row that the caller has seen",
    "reports.result_of": "of a row that the caller has seen",
}
WITHOUT_VIEWER = {**FOR_ALL, **FOR_SIGNING_IN, **FOR_THE_SYSTEM}
