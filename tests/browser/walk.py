"""Every page that may be opened, from the addresses themselves, filled with things of Martin's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tenir import clock
from tenir.viewer import SYSTEM
from tests.stories.world import FIRST, NOW, SIGNED, World

FACES = {"": "nobody", "console": "adam", "portal": "alice", "account": "alice"}
STRANGERS = ("account/login/", "account/signup/", "account/password/reset/", "account/inactive/",
             "account/oidc/", "account/organisation/", "account/invitation/")  # fmt: skip
NOT_PAGES = ("api/", "healthz", "readyz", "metrics", "account/logout/",
             "agreement/clause/<str:number>/words/",
             "console/requests/<int:id>/live/", "console/requests/live/",
             "portal/requests/<int:id>/live/",
             "console/search/suggestions/", "portal/search/suggestions/")  # fmt: skip
TOLD = ("changes/<int:id>/sign/",)  # of a change that no document came for: a story opens it
HOLE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def routes() -> Iterator[tuple[str, str]]:
    """Who opens it, and its address as the resolver has it: whatever is not only posted."""
    for route, view in sorted(_patterns(get_resolver(), ""), key=lambda found: found[0]):
        if not (route.startswith(NOT_PAGES) or route.endswith(TOLD) or _only_posts(view)):
            face = route.partition("/")[0]
            stranger = route.startswith(STRANGERS)
            yield ("nobody" if stranger else FACES.get(face, "nobody")), route


def _patterns(resolver: URLResolver, start: str) -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        route = start + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


def _only_posts(view: Any) -> bool:
    """Whether it is behind `require_POST`, at any depth of its decorators."""
    while view is not None:
        names = getattr(getattr(view, "__code__", None), "co_freevars", ())
        if "request_method_list" in names:
            methods = view.__closure__[names.index("request_method_list")].cell_contents
            return "GET" not in methods
        view = getattr(view, "__wrapped__", None)
    return False


def filled(route: str, things: Mapping[str, Any]) -> str:
    """That address, of those things."""

    def thing(hole: re.Match[str]) -> str:
        name = hole[1] or hole[2]
        start = HOLE.sub("*", route[: hole.start()]).partition("/")[2]
        whole = f"{HOLE.sub('*', route).partition('/')[2]} {name}"
        return str(things.get(whole, things.get(f"{start}{name}", things.get(name, "none"))))

    return "/" + HOLE.sub(thing, route)


def things_of(world: World) -> dict[str, Any]:
    """What each hole is filled with: by the address before it without its face, or by its name."""
    side, martin = world.sides[0], world.sides[0].organisation
    contact, version, option = _more(world)
    return {
        "commitments/id": side.commitment, "clients/id": martin, "contacts/id": martin,
        "clients/*/contacts/contact": contact, "contacts/*/contact": contact,
        "clients/changes/id": side.change, "contacts/changes/id": side.change,
        "clients/tables/name": "contacts", "contracts/id": side.contract, "option": option,
        "subscriptions/id": side.subscription, "catalogue/key": "drive", "version": version,
        "catalogue/*/software/*/ key": "real-estate-suite", "software": "k2-geospatial",
        "agreement/*/replay/ id": _replayed(world), "waiting": world.published.pk,
        "agreement/id": world.published.pk, "id": world.reference.pk, "old": world.reference.pk,
        "new": world.published.pk, "number": "5.6", "works/number": side.works,
        "works/freezes/id": side.freeze,
        "works/recurring/number": side.recurring, "past/kind": "outages",
        "exclusions/id": side.exclusion, "exclusions/causes/id": side.cause,
        "months/id": side.frozen, "months/one/id": side.frozen, "months/month": "2026-09",
        "months/reports/id": martin,
        "months/*/id": martin, "months/*/review/id": martin, "months/*/kind": "csv",
        "months/one/*/kind": "csv", "outages/id": side.outage,
        "corrections/id": side.correction, "targets/id": side.target,
        "orders/id": side.waiting, "penalties/id": side.right, "releases/id": side.validation,
        "releases/*/refuse/ id": _handed(world),
        "penalties/claims/id": side.claim, "penalties/notes/id": side.note,
        "notices/id": side.notice,
        "notices/calls/id": side.call, "webhooks/id": side.endpoint,
        "documents/id": side.document_client, "journal/id": side.entries[0],
        "journal/*.jsonl id": martin,
        "people/id": side.person, "people/invitations/id": side.invitation,
        "people/organisations/id": martin, "name": "availability", "requests/id": side.request,
        "requests/*/do/name": "close", "requests/teams/id": side.team,
        "requests/canned/id": side.canned, "incidents/words/id": side.wording,
        "requests/mail/id": side.kept_mail, "requests/*/time/entry": side.time,
        "requests/*/write/*/ id": _draft(world),
        "requests/*/write/step": "about",
        "knowledge/id": side.for_all, "time/id": side.contract,
        "proposals/id": side.proposal, "trainings/id": side.training,
        "support/proposals/id": side.proposal,
        "uidb36": "1", "language": "en", "month": f"{clock.now():%Y-%m}",
        "*/api/v2/name": "summary", "kind": "atom", "status/reference": side.incident,
        "*/badge/key": "drive", "reference": _public(world), "subscription/token": _following(),
        "private/token": _private(world), "how/token": _how(world, side.request), "how/*/score": 3,
    }  # fmt: skip


def _how(world: World, request: int) -> str:
    """The link of a mail that asks how a request went."""
    from tenir.apps.notices import services as notices  # noqa: PLC0415
    from tenir.apps.notices.models import Notice  # noqa: PLC0415
    from tenir.apps.support.asking_how import ASKS, links  # noqa: PLC0415

    told = {"number": "1", "title": "x", "text": "x", "link": "x", "asks": True, **links()}
    alice = world.cast.people["alice"]
    notices.owe(
        ASKS, key="how", to=[notices.Recipient(alice.pk, alice.email, "fr")], values=told,
        subject=f"request/{request}", actor=SYSTEM, at=clock.now(),
        organisation=world.cast.martin.pk,
    )  # fmt: skip
    mail = Notice.objects.get(kind=ASKS, subject=f"request/{request}", channel="email")
    return notices.signed(mail, links()["content"]).split("/")[-3]


def _handed(world: World) -> int:
    """A version handed to Martin just now: its delay runs."""
    from tenir.apps.catalogue import queries as offered  # noqa: PLC0415
    from tenir.apps.catalogue import services as catalogue  # noqa: PLC0415
    from tenir.apps.releases import services as releases  # noqa: PLC0415

    rita, now = world.cast.rita, clock.now()
    version = catalogue.release_version(
        offered.product("drive"), number="5.9", released_on=now.date(), terms=world.terms,
        actor=rita, at=now,
    )  # fmt: skip
    made = releases.make_available(version, actor=rita, at=now)
    return next(each.pk for each in made if each.organisation_id == world.cast.martin.pk)


def _private(world: World) -> str:
    """The secret of an address that a program of Martin's reads."""
    from tenir.apps.publishing import services as publishing  # noqa: PLC0415

    made = publishing.make_link(
        world.cast.martin.pk, name="Hall", actor=world.cast.alice, at=clock.now()
    )
    return made.token


def _following() -> str:
    """The link of someone who asked to follow the status page."""
    from tenir.apps.publishing import services as publishing  # noqa: PLC0415
    from tenir.apps.publishing.models import Subscriber  # noqa: PLC0415

    publishing.subscribe(email="zoe@example.org", language="en", at=clock.now())
    return Subscriber.objects.get(email="zoe@example.org").token


def _public(world: World) -> str:
    """An incident that everyone reads."""
    from tenir.apps.publishing import services as publishing  # noqa: PLC0415

    said = publishing.Said(state="monitoring", impact="major", text_fr="Corrigé", text_en="Mended")
    asked = {"title_fr": "Lenteurs", "title_en": "Slow answers", "products": ["drive"]}
    found = publishing.publish(**asked, said=said, actor=world.viewers["olga"], at=clock.now())  # type: ignore[arg-type]
    return found.reference


def _replayed(world: World) -> int:
    """A version that was tried on last year, under which both clients' months are judged otherwise.

    That of the published version waits.
    """
    from tenir.apps.agreements import services as agreements  # noqa: PLC0415
    from tenir.apps.reports import queries as reports  # noqa: PLC0415
    from tenir.apps.reports import services  # noqa: PLC0415

    anna, first = world.viewers["anna"], world.reference
    sooner = first.convention.replace('version: "1"', 'version: "8"', 1)
    sooner = sooner.replace("    months: 2", "    months: 1", 1)
    draft = agreements.draft_version(convention=sooner, text=first.text, actor=anna, at=NOW)
    asked, _new = services.ask_replay(version=draft.pk, actor=anna, at=NOW)
    services.judge_replay(asked.pk, clock=clock.now)
    result = reports.result_of(reports.replays(anna, draft.pk).get())
    assert {sums.changed > 0 for sums in result.clients.values()} == {True}
    return draft.pk


def _draft(world: World) -> int:
    """A request that Alice is writing."""
    from tenir.apps.support import services as support  # noqa: PLC0415

    side = world.sides[0]
    elements = {"subscription": side.subscription, "title": "No sound"}
    return support.draft(side.organisation, elements, actor=world.viewers["alice"], at=SIGNED).pk


def _more(world: World) -> tuple[int, int, int]:
    """A contact of Martin's, a version of the drive, and an option, which the world lacks."""
    from tenir.apps.agreements import services as agreements  # noqa: PLC0415 - Django is set up now
    from tenir.apps.catalogue import queries as offered  # noqa: PLC0415
    from tenir.apps.parties.queries import contacts_of  # noqa: PLC0415

    side, anna = world.sides[0], world.viewers["anna"]
    contacts = contacts_of(anna, side.organisation)
    versions = offered.versions_of(offered.product("drive"))
    option = agreements.add_option(
        side.contract_row, kind="training", name="Two days", key="o-1",
        starts_on=FIRST + timedelta(days=32), actor=anna, at=SIGNED,
    )  # fmt: skip
    return next(row.pk for row in contacts if not row.main), versions[0].pk, option.pk
