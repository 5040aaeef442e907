"""Questions: each says who is looking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from tenir.apps.journal.queries import reserved_from
from tenir.apps.notices.links import notice_of_link as notice_of_link
from tenir.apps.notices.models import Attempt as Attempt
from tenir.apps.notices.models import Audience as Audience
from tenir.apps.notices.models import Bounce as Bounce
from tenir.apps.notices.models import Channel as Channel
from tenir.apps.notices.models import Envelope
from tenir.apps.notices.models import Notice as Notice
from tenir.apps.notices.models import Outcome as Outcome
from tenir.apps.notices.models import State as State
from tenir.apps.notices.models import Unreachable as Unreachable
from tenir.apps.notices.models import WebhookEndpoint as WebhookEndpoint
from tenir.viewer import NotSeen, Viewer

UNSURE = {Outcome.UNANSWERED, Outcome.INTERRUPTED}
PERHAPS_ACCEPTED = {Outcome.ACCEPTED} | UNSURE


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves that a notice was sent: every attempt with its instants and answers."""

    notice: Notice
    attempts: tuple[Attempt, ...]
    bounces: tuple[Bounce, ...]
    possibly_doubled: bool


@dataclass(frozen=True, slots=True)
class Outbox:
    """How the sending goes: notices by state, and since when the oldest one due waits."""

    states: Mapping[str, int]
    waiting_since: datetime | None


def notices(viewer: Viewer) -> QuerySet[Notice]:
    """The notices that the viewer may know of, newest first.

    The publisher's people see all of them; a client's people what is told to its side, but for
    what is confidential to one of them; everyone, what is told to them. What was said of a subject
    that is reserved since is seen by those alone who may know of it.
    """
    rows, hidden = Notice.objects.order_by("-pk"), Q(subject__in=reserved_from(viewer))
    if viewer.is_staff:
        return rows.exclude(hidden)
    if viewer.person is None:
        return rows.none()
    within, own = Q(**viewer.within("organisation")), Q(person=viewer.person)
    heard = Q(channel=Channel.WEBHOOK) & ~Q(organisation__in=_led(viewer))
    shared = Q(audience=Audience.CLIENT, confidential=False) & ~heard
    alone = Notice.objects.filter(own, ~within)
    if not alone.exists():  # all that is theirs is of their clients: one index has it
        return rows.filter(within, ~hidden, shared | own)
    theirs = Notice.objects.filter(within & shared & ~hidden).values("pk")
    mine = Notice.objects.filter(own & ~hidden).values("pk")
    return rows.filter(pk__in=theirs.union(mine))  # each by its own index, which an OR has none of


def notice(viewer: Viewer, id: int) -> Notice:
    """One notice; NotSeen where the viewer may not know of it."""
    found = notices(viewer).filter(pk=id).first()
    if found is None:
        raise NotSeen("notices.unseen")
    return found


def proof(viewer: Viewer, id: int) -> Proof:
    """Every attempt at a notice, with its instants and the receiver's answers.

    Clause: 3.1, 9.5.
    """
    return _proof(notice(viewer, id))


def proofs(viewer: Viewer, told: QuerySet[Notice]) -> list[Proof]:
    """The same of many notices, the first first; those that the viewer may know of.

    Clause: 3.1, 9.5.
    """
    seen = notices(viewer).filter(pk__in=told.values("pk")).order_by("pk")
    return [_proof(row) for row in seen.prefetch_related("tries", "bounces")]


def _proof(row: Notice) -> Proof:
    tries = tuple(sorted(row.tries.all(), key=lambda each: each.number))
    bounces = tuple(sorted(row.bounces.all(), key=lambda each: each.pk))
    perhaps = [each.outcome for each in tries if each.outcome in PERHAPS_ACCEPTED]
    return Proof(row, tries, bounces, not UNSURE.isdisjoint(perhaps[:-1]))


def possibly_doubled(viewer: Viewer) -> QuerySet[Notice]:
    """Notices that may have been received twice: handed over again after a try without an answer.

    Both carry the same Message-ID.
    """
    perhaps = Attempt.objects.filter(notice=OuterRef("pk"), outcome__in=PERHAPS_ACCEPTED)
    later = Attempt.objects.filter(
        notice=OuterRef("notice"), number__gt=OuterRef("number"), outcome__in=PERHAPS_ACCEPTED
    )
    unsure = perhaps.filter(outcome__in=UNSURE)
    return notices(viewer).filter(Exists(unsure.filter(Exists(later))))


def inbox(viewer: Viewer) -> QuerySet[Notice]:
    """What Tenir itself tells the viewer, newest first."""
    if viewer.person is None:
        return Notice.objects.none()
    rows = Notice.objects.filter(channel=Channel.IN_APP, person=viewer.person).order_by("-pk")
    return rows.exclude(subject__in=reserved_from(viewer))


def unread_count(viewer: Viewer) -> int:
    """How many of these the viewer has not read."""
    return inbox(viewer).filter(read_at=None).count()


def calls_owed(viewer: Viewer) -> QuerySet[Notice]:
    """Those whom someone of the publisher's is to call, the first owed first.

    Clause: 9.5.
    """
    if not viewer.is_staff:
        return Notice.objects.none()
    rows = Notice.objects.filter(channel=Channel.TELEPHONE, state=State.OWED).order_by("pk")
    return rows.exclude(subject__in=reserved_from(viewer))


def unreachables(viewer: Viewer) -> QuerySet[Unreachable]:
    """The addresses that messages came back from, the latest first: for staff alone.

    Clause: 9.2.
    """
    found = Unreachable.objects.order_by("-since", "-pk")
    return found if viewer.is_staff else found.none()


def endpoints(viewer: Viewer) -> QuerySet[WebhookEndpoint]:
    """Where programs hear of notices: all of them for the publisher, a main contact's own."""
    rows = WebhookEndpoint.objects.order_by("pk")
    return rows if viewer.is_staff else rows.filter(organisation__in=_led(viewer))


def deliveries(viewer: Viewer, endpoint: int) -> QuerySet[Notice]:
    """What was owed to one program, newest first."""
    if not endpoints(viewer).filter(pk=endpoint).exists():
        raise NotSeen("notices.no_endpoint")
    return notices(viewer).filter(endpoint=endpoint)


def outbox(viewer: Viewer, *, now: datetime) -> Outbox:
    """How the sending goes, for the publisher's people; empty for anyone else."""
    rows = Notice.objects.all() if viewer.is_staff else Notice.objects.none()
    states = rows.order_by().values_list("state").annotate(Count("pk"))
    waiting = rows.filter(state=State.OWED, next_attempt_at__lte=now)
    return Outbox(dict(states), waiting.aggregate(since=Min("next_attempt_at"))["since"])


def notice_of_reply_token(token: str) -> Notice | None:
    """The notice that a reply answers, by the token in the address that it came to."""
    envelope = Envelope.objects.select_related("notice").filter(reply_token=token.lower()).first()
    return envelope.notice if envelope and token else None


def unreachable(address: str) -> Unreachable | None:
    """What is known of an address that mail does not reach, None where nothing is.

    Clause: 9.2.
    """
    return Unreachable.objects.filter(address=address.lower()).first()


def thread_of(found: Notice) -> list[str]:
    """The Message-IDs of what was written before to the same address on the same subject.

    The first and the last, which is what a mail program needs to show them together.
    """
    if not found.subject:
        return []
    before = Notice.objects.filter(
        subject=found.subject, channel=Channel.EMAIL, address=found.address, pk__lt=found.pk
    ).order_by("pk")
    ids = [before.values_list("message_id", flat=True).first(),
           before.values_list("message_id", flat=True).last()]  # fmt: skip
    return list(dict.fromkeys(id for id in ids if id))


def attempt_known(attempt: int, message_id: str) -> bool:
    """Whether the database knows of an attempt that was made."""
    return Attempt.objects.filter(pk=attempt, notice__message_id=message_id).exists()


def endpoint_of(notice: int) -> int | None:
    """The program that a notice is owed to."""
    return Notice.objects.values_list("endpoint", flat=True).get(pk=notice)


def _led(viewer: Viewer) -> list[int]:
    return [client for client in viewer.clients if viewer.leads(client)]
