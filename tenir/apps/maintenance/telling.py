"""What became of works, told to the contacts of whoever they touch, each in its language.

Clause: 5.11, 5.12, 5.13.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tenir.apps.accounts.queries import people_with
from tenir.apps.agreements import queries as agreements
from tenir.apps.maintenance.models import Freeze, Recurring, Step, Works
from tenir.apps.maintenance.refusals import PLANNERS
from tenir.apps.notices import services as notices
from tenir.apps.notices.services import Recipient
from tenir.apps.parties.queries import recipients_of
from tenir.terms.phrases import LANGUAGES, say
from tenir.viewer import SYSTEM, Viewer

CLAUSES = ("5.11", "5.12")
BATCH = 50  # clients told in one transaction
URGENT = {Works.Kind.URGENT, Works.Kind.URGENT_SECURITY}
QUIET = {Step.What.STARTED, Step.What.ENDED}  # of works that come back: read on the page alone


def take_step(
    works: Works,
    what: str,
    *,
    happened_at: datetime,
    because: str = "",
    ends_at: datetime | None = None,
    quiet: bool = False,
    actor: Viewer,
    at: datetime,
) -> Step:
    """Writes what became of works, and owes the message to the contacts concerned.

    Works put on record alone are told to nobody.
    Clause: 5.11, 5.12.
    """
    silent = quiet or works.course == Works.Course.RECORDED
    silent = silent or (works.recurring_id is not None and what in QUIET)
    step = Step.objects.create(
        works=works, what=what, happened_at=happened_at, written_at=at, because=because.strip(),
        starts_at=works.starts_at, ends_at=ends_at or works.ends_at, by_id=actor.person,
        told_at=at if silent else None, public=not silent and not works.subscriptions.exists(),
    )  # fmt: skip
    if not silent:
        tell(step, actor=actor, at=at)
    return step


def tell(step: Step, *, actor: Viewer, at: datetime) -> None:
    """Owes a step to the contacts of each client concerned, to those of many in the next seconds.

    Clause: 5.11, 5.12.
    """
    clients = sorted(concerned(step.works))
    now = [client for client in clients if client > step.told_to][:BATCH]
    values, works = values_of(step), step.works
    for client in now:
        notices.owe(
            f"maintenance.{step.what}", key=f"works/{step.pk}/{client}", to=recipients_of(client),
            subject=works.subject, organisation=client, values=values, clauses=CLAUSES,
            actor=actor, at=at, severity="urgent" if works.kind in URGENT else "normal",
        )  # fmt: skip
    if now:
        step.told_to = now[-1]
    if not clients or step.told_to == clients[-1]:
        step.told_at = at
    step.save(update_fields=["told_to", "told_at"])


def tell_more(now: datetime) -> int:
    """Tells the next clients of what concerns many; how many steps.

    Clause: 5.11, 5.12.
    """
    waiting = Step.objects.filter(told_at=None).order_by("pk").values_list("pk", flat=True)
    return sum(_tell_more(pk, now) for pk in list(waiting[:BATCH]))


@transaction.atomic
def _tell_more(pk: int, now: datetime) -> int:
    step = Step.objects.select_for_update(of=("self",)).select_related("works").get(pk=pk)
    if step.told_at is not None:
        return 0
    tell(step, actor=SYSTEM, at=now)
    return 1


def concerned(works: Works) -> Iterable[int]:
    """The clients whose subscriptions the works touch, of those that run when they begin.

    Clause: 5.12.
    """
    day = timezone.localtime(works.starts_at).date()
    named = Q(product__in=works.products.values("pk")) | Q(pk__in=works.subscriptions.values("pk"))
    lines = agreements.subscriptions(SYSTEM, on=day).filter(named).order_by()
    return set(lines.values_list("contract__client", flat=True))


def values_of(step: Step) -> dict[str, Any]:
    """What a step says, in both languages. It names products, and no client."""
    works = step.works
    products = list(works.products.order_by("position").values_list("name", flat=True))
    lines = works.subscriptions.order_by("pk").values_list("product__name", flat=True)
    return {
        "number": works.number, "title_fr": works.title("fr"), "title_en": works.title("en"),
        **{f"kind_{each}": say(f"works.kind.{works.kind}", each) for each in LANGUAGES},
        **{f"what_{each}": say(f"works.step.{step.what}", each) for each in LANGUAGES},
        **{f"again_{each}": _again(works.recurring, each) for each in LANGUAGES},
        "products": list(dict.fromkeys([*products, *lines])), "because": step.because,
        "reason": works.because, "starts_at": step.starts_at, "ends_at": step.ends_at,
        "happened_at": step.happened_at, "announced_end": works.ends_at,
        "outside": works.outside, "no_impact": works.kind == Works.Kind.NO_IMPACT,
        "counts": works.kind != Works.Kind.URGENT_SECURITY,
        "link": f"{settings.TENIR.url}/portal/status/",
    }  # fmt: skip


def _again(recurring: Recurring | None, language: Any) -> str:
    """How works come back, in words; nothing for those that do not."""
    return "" if recurring is None else in_words(recurring, language)


def in_words(rule: Recurring, language: Any) -> str:
    """When works come back: every Sunday from 22:00 to 02:00."""
    days = ", ".join(say(f"works.day.{day}", language) for day in rule.days)
    key = "works.every_week" if rule.every == 1 else "works.every_weeks"
    if rule.nth is not None:
        key = "works.every_last" if rule.nth < 0 else "works.every_nth"
    return say(key, language, days=days, starts=rule.starts, ends=rule.ends, every=rule.every,
               nth=rule.nth or 0)  # fmt: skip


def remind_staff(works: Works, *, at: datetime, turn: str) -> None:
    """Owes whoever planned works a word that nobody said whether they began, or are over.

    Clause: 5.12.
    """
    notices.owe(
        "maintenance.waiting_staff", key=f"works/{works.pk}/{turn}/{int(at.timestamp())}",
        to=_planners(works), subject=works.subject, actor=SYSTEM, at=at, clauses=("5.12",),
        values=_for_staff(works) | {"over": turn != "late", "overrun": turn == "overrun"},
    )  # fmt: skip


def warn_of_freeze(works: Works, freeze: Freeze, *, actor: Viewer, at: datetime) -> None:
    """Owes whoever planned works a word that a client asked since that nothing be touched then.

    Clause: 5.12.
    """
    notices.owe(
        "maintenance.freeze_staff", key=f"works/{works.pk}/{freeze.subject}", to=_planners(works),
        subject=works.subject, actor=actor, at=at, clauses=("5.12",),
        values=_for_staff(works) | {
            "client": str(freeze.client), "because": freeze.because,
            "frozen_from": freeze.starts_at, "frozen_until": freeze.ends_at,
            "announced": works.announced_at is not None,
        },
    )  # fmt: skip


def _planners(works: Works) -> list[Recipient]:
    """Whoever planned them, else those who may."""
    people = [works.planned_by] if works.planned_by else list(people_with(*PLANNERS))
    return [
        Recipient(each.pk, each.email, "en" if each.language == "en" else "fr", staff=True)
        for each in people if each.is_active
    ]  # fmt: skip


def _for_staff(works: Works) -> dict[str, Any]:
    return {
        "number": works.number, "title_fr": works.title("fr"), "title_en": works.title("en"),
        "starts_at": works.starts_at, "ends_at": works.ends_at,
        "link": f"{settings.TENIR.url}/console/works/{works.number}/",
    }  # fmt: skip
