"""Run by the interop environment's Python: what a calendar client, a feed reader make of ours.

    .venv-interop/bin/python reading.py calendar URL | feed URL

Prints JSON. It imports nothing of Tenir.
"""

import json
import sys
from datetime import UTC, datetime
from typing import Any
from urllib.request import urlopen

import feedparser
import vobject


def calendar(address: str) -> list[dict[str, Any]]:
    """Each event as a client shows it: what, when by its own clock, in which state."""
    with urlopen(address, timeout=20) as answer:
        read = vobject.readOne(answer.read().decode())
    return [event(each) for each in read.vevent_list]


def event(each: Any) -> dict[str, Any]:
    """One event; of those that come back, the times of the spring and autumn of 2026."""
    start, end = each.dtstart.value, each.dtend.value
    found = {
        "uid": each.uid.value.partition("@")[0],
        "summary": each.summary.value,
        "starts": start.astimezone(UTC).isoformat(),
        "seconds": (end - start).total_seconds(),
        "status": each.status.value,
        "sequence": each.sequence.value,
    }
    if hasattr(each, "rrule"):
        zone = start.tzinfo
        since, until = (datetime(2026, month, 20, tzinfo=zone) for month in (3, 11))
        times = each.rruleset.between(since, until)
        near = [at for at in times if at.month in {3, 10}]
        found["times"] = [at.astimezone(UTC).isoformat() for at in near]
    return found


def feed(address: str) -> dict[str, Any]:
    """The entries of a feed, and whether it is well formed."""
    read = feedparser.parse(address)
    return {
        "bozo": bool(read.bozo),
        "version": read.version,
        "title": read.feed.title,
        "entries": [{"id": e.id, "title": e.title, "link": e.link} for e in read.entries],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"calendar": calendar, "feed": feed}[sys.argv[1]](sys.argv[2])))
