"""Opens every page as each role and measures it, in one process: run by pages.py, one a database.

What there is to open is found by links.py; an address that no link leads to is told. Every view is
opened by every role that may: two addresses of it, and each way to sort and filter it, by those who
see most, an administrator and a main contact; one address by the others, who ask the same queries
of fewer rows. A list of 50 is opened more often than the rest, since its percentile is asked for.
The process is what gunicorn forks its workers from: `tenir.wsgi`, read before the first visit.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.links import found_on, name_of, names, shape, starts

THOROUGH = ("administrator", "main_contact")  # they see most, and come first
EXAMPLES = 2  # of one page, for one of them
FULL = 50  # rows of a list
ROUNDS, FEWER = 8, 2  # times that a list of 50 is opened, and that any other page is
LONGEST = 0.5  # seconds of processor after which it is done
LISTED = re.compile(r'<table class="[^"]* table-list table-cards">(.*?)</table>\s*</div>\s*'
                    r'<div class="list-foot">', re.S)  # fmt: skip


@dataclass
class Visit:
    """One address opened by one role: what each opening cost."""

    page: str  # the view's name
    role: str
    address: str
    status: int = 0
    cpu: list[float] = field(default_factory=list)  # ms, ours and the database's
    wall: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)  # ms by the clock, of `wall`
    queries: int = 0
    size: int = 0  # bytes as they come, then compressed as a proxy does
    gzip: int = 0
    brotli: int = 0
    rows: int = 0  # of the list component (ui/templates/tenir/list.html)
    streamed: bool = False


class Meter:
    """Counts queries and their time, and the processor's time here and in the database."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.queries, self.seconds = 0, 0.0
        self.backend: Path | None = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET max_parallel_workers_per_gather = 0")
                cursor.execute("SELECT pg_backend_pid()")
                told = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
            self.backend = told if told.exists() else None

    def __call__(self, execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.seconds += time.perf_counter() - begun

    def processor(self) -> float:
        """Seconds of processor spent here, and by the process that serves our connection."""
        there = int(self.backend.read_text().split()[0]) / 1e9 if self.backend else 0.0
        return time.process_time() + there


class Visitor:
    """Someone of a role, with a browser of their own, asking the application that gunicorn asks."""

    def __init__(self, role: str, person: Any, meter: Meter) -> None:
        from django.test import Client, RequestFactory

        self.role, self.meter = role, meter
        signed_in = Client()
        if person is not None:
            signed_in.force_login(person)
        self.asks = RequestFactory(
            headers={"accept-encoding": "identity", "x-forwarded-proto": "https"},
            SERVER_NAME="tenir.example.org", **{"wsgi.url_scheme": "https"},
        )  # fmt: skip
        self.asks.cookies = signed_in.cookies

    def opened(self, visit: Visit) -> str:
        """Opens it once, and writes down what that cost; the page's text, nothing of a file."""
        from tenir.wsgi import application

        meter, told = self.meter, []
        asked = self.asks.get(visit.address).environ
        queries, seconds = meter.queries, meter.seconds
        wall, cpu = time.perf_counter(), meter.processor()
        answer = application(asked, lambda status, headers, *_: told.extend((status, headers)))
        body = b"".join(answer)
        answer.close()
        visit.cpu.append((meter.processor() - cpu) * 1000)
        visit.wall.append((time.perf_counter() - wall) * 1000)
        visit.database.append((meter.seconds - seconds) * 1000)
        visit.queries = meter.queries - queries
        status, headers = told
        for name, value in headers:
            if name == "Set-Cookie":
                self.asks.cookies.load(value)
        visit.status, visit.size = int(status.split()[0]), len(body)
        visit.streamed = not dict(headers)["Content-Type"].startswith("text/html")
        return "" if visit.streamed else body.decode()


def everything(meter: Meter) -> Iterator[Visit]:
    """Every page of every role."""
    from tenir.apps.accounts.models import Membership

    seats = Membership.objects.select_related("person").order_by("pk")
    by_role = {seat.role: seat.person for seat in reversed(seats)}
    known: set[tuple[str, str]] = set()
    for role, person in [
        *sorted(by_role.items(), key=lambda each: (each[0] not in THOROUGH, each[0])),
        ("nobody", None),
    ]:
        yield from walked(Visitor(role, person, meter), known)


def walked(visitor: Visitor, known: set[tuple[str, str]]) -> Iterator[Visit]:
    """What one role finds; what another opened with the same queries asked is opened once more."""
    thorough = visitor.role in THOROUGH
    waiting, seen = deque(starts()), set()
    examples: dict[tuple[str, str], set[str]] = defaultdict(set)
    while waiting:
        address = waiting.popleft()
        page = name_of(address)
        if not page or address in seen or page.startswith(("peer:", "account_logout")):
            continue
        kind = (page, shape(address) if thorough else "")
        if len(examples[kind]) >= (EXAMPLES if thorough and "format=" not in address else 1):
            continue
        seen.add(address)
        visit = Visit(page, visitor.role, address)
        text = visitor.opened(visit)
        if visit.status != 200:
            continue
        examples[kind].add(address)
        waiting.extend(found_on(address, text))
        measured(visitor, visit, text, often=kind not in known)
        known.add(kind)
        yield visit


def measured(visitor: Visitor, visit: Visit, text: str, *, often: bool) -> None:
    """Opens it again; where it is new to us, the first time woke the database and does not count.

    A file is opened once, in one of its formats.
    """
    visit.rows = max((found.count("<tr") - 1 for found in LISTED.findall(text)), default=0)
    rounds = 0 if visit.streamed else ROUNDS if visit.rows >= FULL else FEWER if often else 1
    if rounds:
        visit.cpu, visit.wall, visit.database = [], [], []
    for _ in range(rounds):
        visitor.opened(visit)
        if sum(visit.cpu) > LONGEST * 1000:
            break
    if text:
        from benchmarks.weight import brotli_of, gzip_of

        visit.gzip, visit.brotli = gzip_of(text.encode()), brotli_of(text.encode())


def against_peers(visitor: Visitor) -> list[dict[str, Any]]:
    """Our list and that of Django's admin, in turns."""
    from django.urls import reverse

    from benchmarks.peer import PEERS

    found = []
    for ours, theirs in PEERS.items():
        visits = [Visit(name, visitor.role, reverse(name)) for name in (ours, theirs)]
        for _ in range(ROUNDS + 1):
            for visit in visits:
                visitor.opened(visit)
        for visit in visits:
            assert visit.status == 200, f"{visit.address}: {visit.status}"
            del visit.cpu[0], visit.wall[0], visit.database[0]
        found.append({"ours": vars(visits[0]), "peer": vars(visits[1])})
    return found


def main(out: Path) -> int:
    """Writes all visits as JSON: the environment names the database."""
    from django.core.management import call_command
    from django.db import connection

    import tenir.wsgi  # noqa: F401  sets Django up, reads every page and freezes it
    from benchmarks import weight, world
    from tenir import clock

    clock.now = lambda: world.NOW
    call_command("collectstatic", verbosity=0, interactive=False)
    logging.disable(logging.WARNING)  # a line a request goes to a log, which is not measured
    out.with_suffix(".partial").unlink(missing_ok=True)
    meter = Meter(connection)
    with connection.execute_wrapper(meter):
        visits = []
        for visit in everything(meter):
            visits.append(visit)
            with out.with_suffix(".partial").open("a") as draft:  # a run that is stopped tells too
                draft.write(json.dumps(vars(visit)) + "\n")
            print(f"\r  {len(visits):>5} {visit.page:<40}", end="", file=sys.stderr, flush=True)
        staff = Visitor("administrator", weight.someone("administrator"), meter)
        peers = against_peers(staff)
        first_views = weight.first_views(visits, meter)
    print(file=sys.stderr)
    reached = {visit.page for visit in visits}
    told = {
        "visits": [vars(visit) for visit in visits], "peers": peers, "first_views": first_views,
        "unreached": sorted(set(names()) - reached),
    }  # fmt: skip
    out.write_text(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
