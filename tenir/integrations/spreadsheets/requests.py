"""Requests of a running desk, in and out: what goes out comes back the same.

Clause: 7.7, 7.13, 7.14.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tenir.apps.agreements import queries as agreements
from tenir.apps.support import queries, services
from tenir.apps.support.services import BroughtIn
from tenir.integrations.spreadsheets.contracts_table import FaultyTable
from tenir.integrations.spreadsheets.requests_read import (
    NAMES,
    Read,
    from_json,
    from_tables,
    is_json,
    json_of,
)
from tenir.integrations.spreadsheets.zammad import Meaning, from_zammad, is_zammad
from tenir.terms.loading import Fault
from tenir.viewer import Viewer

FORMAT = "tenir-requests/1"
LEFT = frozenset({"drafted", "sent_incomplete"})  # what is before its recording


def import_requests(
    requests: bytes,
    history: bytes | None = None,
    *,
    names: tuple[str, str] = ("requests", "history.csv"),
    meaning: Mapping[str, Any] | None = None,
    dry_run: bool,
    actor: Viewer,
    at: datetime,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> BroughtIn:
    """Brings in the requests of a JSON file, of Zammad's export, or of one or two tables.

    All or nothing: FaultyTable tells every mistake with its place, and then nothing is kept. A dry
    run tells the same and keeps nothing. The same files again change nothing. What is left out or
    not taken as it stood is in `told` of what comes back, or of FaultyTable. `progress` as
    services.bring_in has it.
    Clause: 7.7, 7.13, 7.14.
    """
    read = _read(requests, history, names, meaning or {})
    brought = services.bring_in(
        read.rows, closures=read.closures, dry_run=dry_run or bool(read.faults), actor=actor, at=at,
        progress=progress,
    )  # fmt: skip
    brought.told = [*read.told, *brought.told]
    faults = [*read.faults, *(_fault(read, each) for each in brought.mistakes)]
    if faults:
        raise FaultyTable(faults, brought.told)
    return brought


def export_requests(viewer: Viewer) -> str:
    """The requests that the viewer may know of with all that happened to them, as JSON.

    Drafts and those merged into another are left out: the other one is recorded when the first of
    them was (7.13). Waits for a third party go as notes. With the closing days that clients were
    told of. It holds personal data.
    """
    found = queries.requests(viewer).exclude(state__in=["draft", "incomplete", "merged"])
    rows = [_exported(viewer, each) for each in found.order_by("pk") if each.recorded_at]
    told = {"format": FORMAT, "closures": _closures(), "requests": rows}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _read(
    requests: bytes, history: bytes | None, names: tuple[str, str], meaning: Mapping[str, Any]
) -> Read:
    if not is_json(requests):
        return from_tables(requests, history, names)
    told = json_of(requests, names[0])
    return from_zammad(told, names[0], Meaning(**meaning)) if is_zammad(told) else from_json(
        told, names[0]
    )  # fmt: skip


def _fault(read: Read, each: services.Mistake) -> Fault:
    return Fault(each.refused.key, read.place(each.where, each.field), **each.refused.values)


def _closures() -> list[dict[str, str]]:
    return [
        {
            "on": each.on.isoformat(), "announced_at": each.announced_at.isoformat(),
            "start": _hour(each.start), "end": _hour(each.end), "because": each.because,
        }
        for each in agreements.Closure.objects.order_by("on", "start")
    ]  # fmt: skip


def _hour(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def _exported(viewer: Viewer, found: queries.Request) -> dict[str, Any]:
    contact, line = found.asker, found.subscription
    told = {name: getattr(found, name) for name in NAMES if hasattr(found, name)}
    told |= {
        "key": found.origin or found.number, "client": found.client.number,
        "contract": line.contract.number if line else "",
        "product": line.product.key if line else "", "contact": contact.email if contact else "",
        "satisfaction": found.satisfaction,
    }  # fmt: skip
    entries = queries.conversation(viewer, found.pk)
    lived = [_lived(each) for each in entries if each.what not in LEFT]
    begun = next(each for each in lived if each["what"] == "recorded")
    if found.recorded_at:
        begun["at"] = min(found.recorded_at, datetime.fromisoformat(begun["at"])).isoformat()
    return {**told, "history": [begun, *(each for each in lived if each is not begun)]}


def _lived(entry: queries.Entry) -> dict[str, Any]:
    known = entry.what in services.EVENTS
    told = {
        "what": entry.what if known else "noted",
        "at": entry.happened_at.isoformat(),
        "by": entry.writer.email if entry.writer else entry.facts.get("by", ""),
        "text": entry.text if known else f"[{entry.what}] {entry.text}".strip(),
    }
    more = {name: entry.facts.get(name) for name in ("impact", "urgency", "reason")}
    return told | {name: value for name, value in more.items() if value}
