"""Who is answered about the help that is asked for: support."""

from __future__ import annotations

from typing import Any

from tenir.apps.support import queries as support
from tenir.viewer import NotAllowed, NotSeen, Viewer
from tests.stories.asked import Told
from tests.stories.rules.row import FAR, NOWHERE, Row, client, narrowed, one, only, staff, whole
from tests.stories.world import HELPED, NOW, OCTOBER, Side, World


def _standings(_world: World, viewer: Viewer, side: Side) -> list[Told]:
    """How the clocks of that client's requests stand, told to someone."""
    rows = list(support.Request.objects.filter(client=side.organisation))
    stand = support.standings(viewer, rows, now=NOW)
    return [Told(side.organisation, found) for found in stand.values()]


def _says_word(thing: Any, side: Side) -> bool:
    return side.word in thing.name


def _is_article(article: Any, side: Side) -> bool:
    return bool(article.pk == side.article)


def _moves_theirs(moving: Any, side: Side) -> bool:
    return bool(moving.of == side.request)


def _plans_theirs(planned: Any, side: Side) -> bool:
    return bool(planned.reference == f"works/{side.recurring_works}")


SUPPORT = (
    whole(support.requests, client),
    narrowed(support.requests, client, "client"),
    narrowed(support.requests, client, "subscription", "subscription"),
    narrowed(support.requests, client, "text", "word"),
    one(support.request, client, "request"),
    one(support.promise, client, "commitment", at=HELPED),
    one(support.conversation, client, "request"),
    whole(support.queue, staff),
    narrowed(support.queue, staff, "client"),
    whole(support.rulings, client),
    narrowed(support.rulings, client, "client"),
    one(support.preview, client, "subscription", impact="high", urgency="critical", at=HELPED),
    Row("support.standings", client, _standings),
    one(support.why, client, "request", at=HELPED),
    one(support.if_it_were, client, "request", impact="low", urgency="normal", at=HELPED),
    one(support.time_left, client, "request", at=HELPED),
    whole(support.teams, staff, of=_says_word),
    whole(support.canned_answers, staff, of=_says_word),
    whole(support.movings, staff, of=_moves_theirs),
    Row(
        "support.foreseen", only("anna", "olga", "adam"), refused=NotAllowed,
        ask=lambda _w, viewer, _s: [support.foreseen(viewer, FAR.date(), at=HELPED)],
    ),
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
    one(support.announcements, client, "ruled_out"),
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
