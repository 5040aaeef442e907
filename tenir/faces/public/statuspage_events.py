"""Incidents and works as Statuspage tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from tenir.apps.maintenance.queries import Works
from tenir.apps.publishing.queries import OVER, PLATFORM, Incident, Update
from tenir.terms import phrases
from tenir.ui.language import language
from tenir.ui.works import announced

MOST = 50
Told = dict[str, Any]
OF_IMPACT = {
    "none": "operational", "minor": "degraded_performance", "major": "partial_outage",
    "critical": "major_outage",
}  # fmt: skip


def id_of(kind: str, key: str) -> str:
    """Twelve letters that stay the same for the same thing."""
    return sha256(f"{kind}/{key}".encode()).hexdigest()[:12]


PAGE = id_of("page", "tenir")


def stamp(at: datetime | None) -> str | None:
    """An instant to the millisecond, in the publisher's zone."""
    return None if at is None else timezone.localtime(at).isoformat(timespec="milliseconds")


def incident(found: Incident, components: Sequence[Told]) -> Told:
    """An incident whose products and updates were asked for with it."""
    told = sorted(found.updates.all(), key=lambda each: (each.published_at, each.pk))
    keys = [product.key for product in found.products.all()]
    keys += [PLATFORM] if found.platform else []
    touched = _among(components, keys)
    watched = next((each.published_at for each in told if each.state == "monitoring"), None)
    return {
        "id": found.reference, "name": found.title(language()), "status": found.state,
        "created_at": stamp(found.published_at), "updated_at": stamp(found.changed_at),
        "monitoring_at": stamp(watched), "resolved_at": stamp(found.resolved_at),
        "impact": found.impact, "shortlink": _link(f"incidents/{found.reference}/"),
        "started_at": stamp(found.began_at), "page_id": PAGE,
        "incident_updates": list(_updates(found, told, touched))[::-1],
        "components": touched, "reminder_intervals": None,
    }  # fmt: skip


def _updates(found: Incident, told: Sequence[Update], touched: Sequence[Told]) -> Iterator[Told]:
    states = ["operational", *(_status(each) for each in told)]
    for update, (old, new) in zip(told, pairwise(states), strict=True):
        yield _update(
            id=update.reference, status=update.state, body=update.text(language()),
            of=found.reference, at=update.published_at, affected=_affected(touched, old, new),
        )  # fmt: skip


def _status(update: Update) -> str:
    return "operational" if update.state in OVER else OF_IMPACT[update.impact]


def works(row: Works, components: Sequence[Told], now: datetime) -> Told:
    """Works whose products were asked for with them; started_at is when they were announced."""
    id, shown = id_of("works", row.number), announced(row, now)
    touched = _among(components, [product.key for product in row.products.all()])
    told = list(_steps(id, row, shown.products, now, touched))
    said, over = row.announced_at or row.starts_at, _lived(row)[1]
    return {
        "id": id, "name": f"{shown.title or shown.kind} · {shown.products} ({row.number})",
        "status": told[-1]["status"], "created_at": stamp(said),
        "updated_at": told[-1]["updated_at"], "monitoring_at": None,
        "resolved_at": stamp(over) if over and over <= now else None, "impact": "maintenance",
        "shortlink": _link(f"{language()}/#works-{row.number}"), "started_at": stamp(said),
        "page_id": PAGE, "incident_updates": told[::-1], "components": touched,
        "reminder_intervals": None, "scheduled_for": stamp(row.starts_at),
        "scheduled_until": stamp(row.ends_at),
    }  # fmt: skip


def _steps(
    id: str, row: Works, products: str, now: datetime, touched: Sequence[Told]
) -> Iterator[Told]:
    """What is known of works: announced; then under way and over, as lived or else announced."""
    span = (_moment(row.starts_at), _moment(row.ends_at))
    begun, over = _lived(row)
    steps = (
        ("scheduled", row.announced_at or row.starts_at, "operational", "operational",
         _("Announced: %(products)s, from %(from)s to %(to)s.")),
        ("in_progress", begun, "operational", "under_maintenance",
         _("Works are under way: %(products)s, announced until %(to)s.") if row.started_at else
         _("By the hours announced, works are under way: %(products)s, until %(to)s.")),
        ("completed", over, "under_maintenance", "operational",
         _("Works are over: %(products)s.") if row.ended_at else
         _("By the hours announced, works are over: %(products)s.")),
    )  # fmt: skip
    for status, at, old, new, words in steps:
        if at is not None and at <= now:
            body = words % {"products": products, "from": span[0], "to": span[1]}
            yield _update(id=f"{id[:10]}{status[0]}0", status=status, body=body, of=id, at=at,
                          affected=_affected(touched, old, new))  # fmt: skip


def _lived(row: Works) -> tuple[datetime | None, datetime | None]:
    """When works began and ended, as far as that is known or was announced."""
    if row.course == Works.Course.PERSON or (row.course and row.started_at):
        return row.started_at, row.ended_at
    return row.started_at or row.starts_at, row.ended_at or row.ends_at


def _update(
    *, id: str, status: str, body: str, of: str, at: datetime, affected: Sequence[Told]
) -> Told:
    return {
        "id": id, "status": status, "body": body, "incident_id": of, "created_at": stamp(at),
        "updated_at": stamp(at), "display_at": stamp(at), "affected_components": affected or None,
        "deliver_notifications": True, "custom_tweet": None, "tweet_id": None,
    }  # fmt: skip


def _affected(touched: Sequence[Told], old: str, new: str) -> list[Told]:
    return [
        {"code": each["id"], "name": each["name"], "old_status": old, "new_status": new}
        for each in touched
    ]


def _among(components: Sequence[Told], keys: Sequence[str]) -> list[Told]:
    wanted = {id_of("product", key) for key in keys}
    return [each for each in components if each["id"] in wanted]


def _moment(at: datetime) -> str:
    return phrases.instant(timezone.localtime(at).replace(second=0, microsecond=0), language())


def _link(path: str) -> str:
    return f"{settings.TENIR.url}/status/{path}"
