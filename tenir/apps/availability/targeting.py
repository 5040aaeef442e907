"""What is watched, and how.

Clause: 5.2, 5.3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from tenir.apps.agreements import queries as agreements
from tenir.apps.availability.addresses import check_address
from tenir.apps.availability.models import Target
from tenir.apps.availability.projecting import project, subscriptions_of
from tenir.apps.availability.queries import target
from tenir.apps.availability.refusals import FaultyTarget
from tenir.apps.catalogue import queries as catalogue
from tenir.apps.journal import services as journal
from tenir.terms.dates import epoch
from tenir.viewer import NotAllowed, StaffRole, Viewer

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}")
_PLACE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
SHORTEST, LONGEST = 5, 86_400


@dataclass(frozen=True, kw_only=True)
class NewTarget:
    """What to watch, of a subscription, a product or the platform, and how; times in seconds.

    `asked` says what an answer must hold: `status` (a list), `text`, `headers` for HTTP; `days` of
    validity for TLS; `record` (a type) and `answer` for DNS. `silence`: past it nothing is known.
    """

    name: str
    subscription: int | None = None
    product: str = ""
    platform: bool = False
    environment: str = "production"
    kind: str = "pushed"
    address: str = ""
    asked: Mapping[str, Any] = field(default_factory=dict)
    interval: int = 60
    timeout: int = 10
    retries: int = 1
    silence: int | None = None
    locations: Sequence[str] = ()
    agreeing: int | None = None
    monitor: str = ""


@transaction.atomic
def add_target(wanted: NewTarget, *, actor: Viewer, at: datetime) -> Target:
    """Something more is watched from now on. Raises FaultyTarget.

    Clause: 5.2, 5.3.
    """
    check_operations(actor)
    check_target(wanted)
    told = asdict(wanted) | {"asked": dict(wanted.asked), "locations": list(wanted.locations)}
    told |= {"subscription": None, "product": None, "monitor": _monitor(wanted)}
    if wanted.subscription is not None:
        told["subscription"] = agreements.subscription(actor, wanted.subscription)
    if wanted.product:
        told["product"] = catalogue.product(wanted.product)
    try:
        with transaction.atomic():
            made = Target.objects.create(**told, created_at=at)
    except IntegrityError:
        raise FaultyTarget("watched.taken", "name", given=wanted.name) from None
    record_target("target_added", made, actor, at)
    return made


@transaction.atomic
def retire_target(id: int, *, actor: Viewer, at: datetime) -> Target:
    """A target is watched no longer; what it told stays.

    Clause: 5.3.
    """
    check_operations(actor)
    found = target(actor, id)
    if Target.objects.filter(pk=found.pk, retired_at=None).update(retired_at=at):
        found.retired_at = at
        record_target("target_retired", found, actor, at)
        for line in subscriptions_of([found]):
            project(line, since=epoch(at), actor=actor, at=at)
    return found


def check_operations(actor: Viewer) -> None:
    if not actor.has(StaffRole.OPERATIONS):
        raise NotAllowed("watched.operations_only")


def check_target(wanted: NewTarget) -> None:
    kinds, places = Target.Kind.values, list(wanted.locations)
    if not _NAME.fullmatch(wanted.name):
        raise FaultyTarget("watched.name", "name", given=wanted.name)
    if wanted.kind not in kinds:
        raise FaultyTarget("watched.kind", "kind", given=wanted.kind, known=", ".join(kinds))
    if wanted.environment not in agreements.ENVIRONMENTS:
        known = ", ".join(agreements.ENVIRONMENTS)
        raise FaultyTarget("watched.environment", "environment", given=wanted.environment,
                           known=known)  # fmt: skip
    owners = (wanted.subscription is not None) + bool(wanted.product) + wanted.platform
    if owners != (wanted.kind != "monitor"):
        raise FaultyTarget("watched.owner", "subscription")
    if len(set(places)) < len(places) or not all(map(_PLACE.fullmatch, places)):
        raise FaultyTarget("watched.locations", "locations", given=", ".join(places))
    if wanted.agreeing is not None and not 1 <= wanted.agreeing <= max(len(places), 1):
        raise FaultyTarget("watched.agreeing", "agreeing", given=wanted.agreeing,
                           places=len(places))  # fmt: skip
    _check_pace(wanted)
    check_address(wanted.kind, wanted.address, wanted.asked)


def _check_pace(wanted: NewTarget) -> None:
    passive = wanted.kind in ("pushed", "monitor")
    if not (0 if passive else SHORTEST) <= wanted.interval <= LONGEST:
        raise FaultyTarget("watched.interval", "interval", least=SHORTEST, most=LONGEST)
    spent = wanted.timeout * (wanted.retries + 1)
    if not passive and not (wanted.timeout >= 1 and spent <= wanted.interval):
        raise FaultyTarget("watched.timeout", "timeout", spent=spent, interval=wanted.interval)
    if wanted.silence is not None and wanted.silence < 2 * wanted.interval:
        raise FaultyTarget("watched.silence", "silence", least=2 * wanted.interval)
    if not passive and wanted.silence is None:
        raise FaultyTarget("watched.silence", "silence", least=2 * wanted.interval)


def _monitor(wanted: NewTarget) -> Target | None:
    if not wanted.monitor:
        return None
    found = Target.objects.filter(name=wanted.monitor, kind=Target.Kind.MONITOR).first()
    if found is None:
        raise FaultyTarget("watched.no_monitor", "monitor", given=wanted.monitor)
    return found


def record_target(
    verb: str,
    found: Target,
    actor: Viewer,
    at: datetime,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """The fact of a target that was added, changed or retired."""
    line = found.subscription
    journal.record(
        f"availability.{verb}", subject=found.subject, actor=actor, at=at, clauses=("5.3",),
        client=line.contract.client_id if line else None, before=before,
        after={"name": found.name, "kind": found.kind, "interval": found.interval, **(after or {})},
    )  # fmt: skip
