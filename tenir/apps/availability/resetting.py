"""A target is watched otherwise, from an instant on: what it told before is judged as it was.

Clause: 5.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tenir.apps.availability.models import Setting, Target
from tenir.apps.availability.projecting import project, subscriptions_of
from tenir.apps.availability.queries import target
from tenir.apps.availability.refusals import FaultyTarget
from tenir.apps.availability.targeting import (
    NewTarget,
    check_operations,
    check_target,
    record_target,
)
from tenir.terms.dates import epoch
from tenir.viewer import Viewer

CHANGEABLE = (
    "address", "asked", "interval", "timeout", "retries", "silence", "locations", "agreeing"
)  # fmt: skip


@transaction.atomic
def change_target(
    id: int,
    *,
    actor: Viewer,
    at: datetime,
    since: datetime | None = None,
    because: str = "",
    **changes: Any,
) -> Target:
    """A target is watched otherwise from now on, or `since` an earlier instant; the ledger follows.

    Address, what is asked, pace, silence and locations change; whose it is, its name and its
    environment stay: retire it and add another. Raises FaultyTarget.
    Clause: 5.3.
    """
    check_operations(actor)
    found = Target.objects.select_for_update(of=("self",)).get(pk=target(actor, id).pk)
    begins = (since or at).replace(microsecond=0)
    last = _last_before(found)
    _check_since(begins, last, at)
    changed = {key: value for key, value in changes.items() if getattr(found, key) != value}
    named = {key: getattr(found, key) for key in CHANGEABLE} | changed
    check_target(NewTarget(
        name=found.name, kind=found.kind, environment=found.environment,
        subscription=found.subscription_id, product=found.product.key if found.product else "",
        platform=found.platform, **named,
    ))  # fmt: skip
    if not changed:
        return found
    _keep(found, changed, since=begins, because=because, actor=actor, at=at)
    for line in subscriptions_of([found]):
        project(line, since=epoch(begins), actor=actor, at=at)
    return found


def _last_before(found: Target) -> datetime | None:
    return found.settings.order_by("-since").values_list("since", flat=True).first()


def _check_since(since: datetime, last: datetime | None, now: datetime) -> None:
    """Settings are told one after the other, and none before its time."""
    if since > now:
        raise FaultyTarget("watched.since_ahead", "since", now=now)
    if last is not None and since < last:
        raise FaultyTarget("watched.since_before", "since", last=last)


def _keep(
    found: Target,
    changed: Mapping[str, Any],
    *,
    since: datetime,
    because: str,
    actor: Viewer,
    at: datetime,
) -> None:
    before = {key: getattr(found, key) for key in changed}
    if not found.settings.exists():
        always = min(found.created_at, since - timedelta(seconds=1))
        Setting.objects.create(
            target=found, since=always, decided_at=found.created_at, **_held(found)
        )
    for key, value in changed.items():
        setattr(found, key, value)
    found.save(update_fields=list(changed))
    Setting.objects.update_or_create(
        target=found, since=since,
        defaults={**_held(found), "because": because.strip(), "decided_by_id": actor.person,
                  "decided_at": at},
    )  # fmt: skip
    record_target("target_changed", found, actor, at, before=before,
                  after={**changed, "since": since.isoformat()})  # fmt: skip


def _held(found: Target) -> dict[str, Any]:
    return {key: getattr(found, key) for key in CHANGEABLE}
