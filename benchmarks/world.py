"""The world that pages are measured in: 1,000 clients, 100,000 promises, a journal of a million.

`python -m benchmarks.world` builds it where it is not there yet, into `.bench/`
(SQLite) or a database of its own (PostgreSQL). The demonstration is built once by the services,
then its rows are copied: the same seed makes the same rows.
"""

from __future__ import annotations

import os
import pickle
import random
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".bench"
CLIENTS, PROMISES, ENTRIES = 1_000, 100_000, 1_000_000
NOW = datetime(2026, 11, 30, 9, 12, tzinfo=UTC)  # the instant at which pages are opened
SEED = 20261130
OURS = ("world.py", "copies.py", "chain.py", "bulk.py")


def environment(database: str) -> dict[str, str]:
    """The settings of a production, on that database."""
    told = {
        "SECRET_KEY": "a secret of the benchmarks, which guards nothing: 0123456789 abcdef",
        "URL": "https://tenir.example.org", "MAIL_URL": "smtps://bench:bench@mail.example.org:465",
        "MAIL_FROM": "tenir@tenir.example.org", "DATA": str(FOLDER / "data"), "PROXIES": "1",
        "DATABASE_URL": database,
    }  # fmt: skip
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TENIR_")}
    return {
        **kept, **{f"TENIR_{name}": value for name, value in told.items()},
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
    }  # fmt: skip


def key(ours: Sequence[str] = OURS) -> str:
    """What the world depends on: how it is built; without sources of ours, the tables."""
    sources = [Path(__file__).parent / name for name in ours]
    if not ours:  # rows as they were read stand in those tables; a world is migrated instead
        sources = sorted((ROOT / "tenir").glob("**/migrations/*.py"))
    digest = sha256()
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def sqlite_url() -> str:
    """Where the world lies on SQLite."""
    return f"sqlite:///{FOLDER / f'world-{key()}.sqlite3'}"


def built() -> bool:
    """Whether the world is in the database that the environment names: its head is written last."""
    from django.db import DatabaseError

    from tenir.apps.journal.models import Head

    try:
        return Head.objects.filter(position=ENTRIES).exists()
    except DatabaseError:
        return False


def build() -> None:
    """All of it, in the database that the environment names."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from benchmarks.bulk import hurried
    from benchmarks.copies import Demonstration
    from tenir.integrations.background.upkeep import weigh_indexes

    told = Demonstration(demonstration())
    _say(f"{connection.vendor}: tables")
    call_command("migrate", verbosity=0)
    hurried()
    with transaction.atomic():
        _copies(told)
        _journal(told)
        _sign_ins()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # what autovacuum does in its time
    weigh_indexes.call()  # what the worker does each night
    _say("built")


def turns() -> list[tuple[int, int]]:
    """Which copies, and how many echoes of each one's history: few have much, many have little."""
    dice = random.Random(SEED)
    count = CLIENTS // 12 + 1
    shares = sorted((dice.lognormvariate(0, 0.8) for _ in range(count)), reverse=True)
    return [(copy, max(1, round(share))) for copy, share in enumerate(_scaled(shares))]


def _scaled(shares: list[float]) -> list[float]:
    promises = 471  # of the demonstration, whose echoes together are to be PROMISES
    whole = PROMISES * 1.02 / promises
    return [share * whole / sum(shares) for share in shares]


def _copies(told: Any) -> None:
    from django.apps import apps

    from benchmarks.bulk import fill, numbered
    from benchmarks.copies import APART, Copy, copied

    copies = [Copy(copy, echo) for copy, echoes in turns() for echo in range(echoes)]
    filled = []
    for label in told.rows:
        model = apps.get_model(label)
        if label not in APART:
            columns = [f.column for f in model._meta.concrete_fields]
            model._base_manager.all().delete()  # of a migration: the demonstration has them too
            count = fill(model, columns, copied(told, label, copies))
            filled.append(model)
            if count > 10_000:
                _say(f"{count:>9,} {label}")
    numbered(filled)


def _journal(told: Any) -> None:
    from benchmarks.bulk import fill, numbered
    from benchmarks.chain import ENTRY, PERSONAL, Chained
    from benchmarks.copies import Copy
    from tenir.apps.journal.models import Entry, Head, Personal

    once = [Copy(copy, echo) for copy, echoes in turns() for echo in range(echoes)]
    order = sorted(once * 4, key=lambda turn: -turn.echo)  # more than enough
    chained = Chained(told, order, until=NOW)
    fill(Entry, ENTRY, _progress(chained.rows(ENTRIES), ENTRIES, "journal.Entry"))
    fill(Personal, PERSONAL, chained.personal)
    numbered([Entry])
    Head.objects.create(pk=1, position=chained.position, link=chained.link, sealed_at=NOW)


def _sign_ins() -> None:
    """Everyone has signed in, some often."""
    from datetime import timedelta

    from benchmarks.bulk import fill
    from tenir.apps.accounts.models import Person, SignIn

    dice, people = random.Random(SEED), list(Person.objects.values_list("pk", flat=True))
    rows = (
        (person, NOW - timedelta(minutes=dice.randrange(500_000)), "signed_in", "password", "")
        for person in people for _ in range(25)
    )  # fmt: skip
    fill(SignIn, ("person_id", "at", "outcome", "method", "user_agent"), rows)


def demonstration() -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """The demonstration's rows, by table: built once for all databases, then read back."""
    kept = FOLDER / f"demonstration-{key(())}.pickle"
    if not kept.exists():
        import subprocess

        _say("the demonstration, by the services")
        told = environment(f"sqlite:///{kept.with_suffix('.sqlite3')}")
        command = [sys.executable, "-m", "benchmarks.world", "demonstration", str(kept)]
        subprocess.run(command, env=told, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        kept.with_suffix(".sqlite3").unlink()
    found = pickle.loads(kept.read_bytes())
    assert isinstance(found, dict)
    return found


def write_demonstration(path: Path) -> None:
    """The demonstration's rows into a file; the database is new and the environment names it."""
    from django.apps import apps
    from django.core.management import call_command

    from tenir.integrations.demonstration.platform import build_platform

    call_command("migrate", verbosity=0)
    build_platform(NOW)
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith(("tenir.", "allauth.")) and model._meta.managed:
            names = [f.attname for f in model._meta.concrete_fields]
            rows = list(model._base_manager.order_by("pk").values_list(*names))
            if rows:
                found[model._meta.label] = names, rows
    draft = path.with_suffix(".draft")
    draft.write_bytes(pickle.dumps(found))
    draft.rename(path)


def _progress(rows: Iterator[Any], count: int, name: str) -> Iterator[Any]:
    for number, row in enumerate(rows, 1):
        yield row
        if not number % (count // 10):
            _say(f"{number:>9,} {name}")


def _say(words: str) -> None:
    print(f"  {time.process_time():6.1f} s  {words}", file=sys.stderr, flush=True)


def ready(database: str) -> None:
    """The world is in that database: built in a process of its own where it is not yet."""
    import subprocess

    FOLDER.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "benchmarks.world", "build"]
    subprocess.run(command, env=environment(database), check=True, cwd=ROOT)


def main(words: Sequence[str]) -> int:
    """`build` in the environment's database; `demonstration FILE`; alone, on SQLite."""
    if not words:
        ready(sqlite_url())
        return 0
    import django

    django.setup()
    from django.core.management import call_command

    if words[0] == "demonstration":
        write_demonstration(Path(words[1]))
    elif built():
        call_command("migrate", verbosity=0)  # columns and indexes that are new since
    else:
        build()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
