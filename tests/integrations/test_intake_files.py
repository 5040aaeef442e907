"""Files of samples taken in: every fault with its line, twice the same, stopped and gone on."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from itertools import islice

import duckdb
import pytest
from typer.testing import CliRunner

from tenir import clock
from tenir.apps.availability import services
from tenir.apps.availability.models import Spell, Stretch, TakenFile
from tenir.apps.availability.services import NewTarget
from tenir.apps.journal.queries import entries
from tenir.faces.cli.app import app
from tenir.integrations.intake import files
from tenir.integrations.intake.files import FaultySamples, look_over, take_file
from tenir.viewer import NotAllowed
from tests.apps.availability.conftest import drive, reference, sign
from tests.cast import LONG_AGO, Cast

__all__ = ["drive", "reference", "sign"]
NOW = datetime(2026, 11, 1, tzinfo=UTC)
FIRST = datetime(2026, 9, 1, tzinfo=UTC)


def watch(cast: Cast, line, name="web", places=()):
    """A target of Drive, sampled each minute."""
    services.add_target(
        NewTarget(name=name, subscription=line.pk, interval=60, silence=300, locations=places),
        actor=cast.olga, at=LONG_AGO,
    )  # fmt: skip


@pytest.fixture
def watched(cast, drive):
    """A target of Drive, seen from nowhere in particular."""
    watch(cast, drive)
    return drive


@pytest.fixture
def csv(tmp_path):
    """csv("target,at,status", "web,…,up"): a file of those lines, compressed if so named."""

    def written(*lines, name="samples.csv"):
        path, told = tmp_path / name, "\n".join(lines).encode() + b"\n"
        path.write_bytes(gzip.compress(told) if name.endswith(".gz") else told)
        return path

    return written


def hour(down: range, *, target="web", place=""):
    """A sample each minute of an hour."""
    return [
        f"{target},{(FIRST + timedelta(minutes=n)).isoformat()},{'down' if n in down else 'up'}"
        f"{place and ',' + place}"
        for n in range(60)
    ]


def taken(cast: Cast, path, **rest):
    found = look_over(path, now=NOW)
    return take_file(found, actor=cast.olga, clock=lambda: NOW, **rest)


def down():
    return [(row.start, row.end) for row in Stretch.objects.filter(state="down")]


OUTAGE = [(FIRST + timedelta(minutes=10), FIRST + timedelta(minutes=25))]


@pytest.mark.clause("5.3")
@pytest.mark.parametrize("name", ["samples.csv", "samples.CSV.gz"])
def test_an_outage_of_a_file_stands_in_the_ledger_and_twice_is_once(cast, watched, csv, name):
    path = csv("target,at,status", *reversed(hour(range(10, 25))), name=name)
    first, again = taken(cast, path), taken(cast, path)
    assert down() == OUTAGE
    assert (first.records, first.done, first.kept, first.unknown) == (60, 60, 60, [])
    assert (again.pk, again.kept) == (first.pk, 60)
    told = [entry.verb for entry in entries(cast.olga)]
    assert told.count("availability.file_taken") == 1


@pytest.mark.clause("5.3")
def test_the_same_records_in_another_file_change_nothing(cast, watched, csv):
    taken(cast, csv("target,at,status", *hour(range(10, 25))))
    before = list(Spell.objects.values_list())
    again = taken(cast, csv("status,target,at", *(
        ",".join((s, t, a)) for t, a, s in (line.split(",") for line in hour(range(10, 25)))
    ), name="other.csv"))  # fmt: skip
    assert (again.kept, list(Spell.objects.values_list())) == (0, before)


@pytest.mark.clause("5.3")
def test_a_file_stopped_half_way_goes_on_from_what_was_kept(cast, watched, csv, monkeypatch):
    monkeypatch.setattr(files, "HELPING", 7)
    path = csv("target,at,status", *hour(range(10, 25)))
    found = look_over(path, now=NOW)

    class Killed(BaseException):
        """As good as a kill: nothing that runs afterwards."""

    def stop_after(done, _all):
        if done >= 21:
            raise Killed

    with pytest.raises(Killed):
        take_file(found, actor=cast.olga, clock=lambda: NOW, progress=stop_after)
    assert (TakenFile.objects.get().done, TakenFile.objects.get().ended_at) == (21, None)
    seen = []
    whole = take_file(found, actor=cast.olga, clock=lambda: NOW,
                      progress=lambda done, _all: seen.append(done))  # fmt: skip
    assert (seen[0], whole.done, whole.kept, down()) == (21, 60, 60, OUTAGE)


@pytest.mark.clause("5.3")
def test_locations_of_a_file_vote(cast, drive, csv):
    watch(cast, drive, "api", ["paris", "lyon"])
    lines = [
        *hour(range(10, 30), target="api", place="paris"),
        *hour(range(20, 40), target="api", place="lyon"),
    ]
    taken(cast, csv("target,at,status,location", *lines))
    assert down() == [(FIRST + timedelta(minutes=20), FIRST + timedelta(minutes=30))]


def test_a_parquet_and_names_that_nobody_watches(cast, watched, tmp_path):
    path = tmp_path / "samples.parquet"
    duckdb.sql(
        "SELECT 'nobody' AS target, TIMESTAMPTZ '2026-09-01 00:00:00+02' AS at, 'up' AS status"
    ).write_parquet(str(path))
    found = taken(cast, path)
    assert (found.records, found.kept, found.unknown) == (1, 0, ["nobody"])


@pytest.mark.clause("5.3")
def test_a_file_of_what_is_watched_only_since_is_taken_again(cast, drive, csv):
    path = csv("target,at,status", *hour(range(10, 25)))
    assert taken(cast, path).unknown == ["web"]
    watch(cast, drive)
    found = taken(cast, path)
    assert (found.kept, found.unknown, down()) == (60, [], OUTAGE)


def test_every_fault_is_told_with_its_line_and_nothing_is_kept(cast, watched, csv):
    path = csv(
        "target,at,status", "web,2026-09-01T00:00:00Z,up", "web,2026-09-01T00:01:00,up",
        "", "web,2026-09-01T00:02:00Z", ",2026-09-01T00:03:00Z,asleep",
        "web,2027-01-01T00:00:00Z,up", '"web",2026-09-31T00:00:00Z,up',
    )  # fmt: skip
    with pytest.raises(FaultySamples) as refused:
        look_over(path, now=NOW)
    head, *lines = refused.value.message("en").split("\n")
    assert head.endswith(": 6")
    wanted = [("3", "no offset"), ("5", "2 fields"), ("6", "empty"), ("6", "asleep"),
              ("7", "yet to come"), ("8", "no instant")]  # fmt: skip
    assert [line.split(":")[1] for line in lines] == [place for place, _ in wanted]
    assert all(said in line for line, (_, said) in zip(lines, wanted, strict=True)), lines
    assert not TakenFile.objects.exists()


def test_only_operations_take_a_file_in(cast, csv):
    found = look_over(csv("target,at,status", *islice(hour(range(0)), 2)), now=NOW)
    with pytest.raises(NotAllowed):
        take_file(found, actor=cast.alice, clock=lambda: NOW)


def test_the_command_tells_what_it_took_and_refuses_with_two(cast, watched, csv, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    path = csv("target,at,status", *hour(range(10, 25)))
    told = CliRunner().invoke(app, ["--lang", "en", "samples", str(path)])
    assert (told.exit_code, "new: 60" in told.output) == (0, True), told.output
    bad = csv("target,at,status", "web,now,up", name="bad.csv")
    assert CliRunner().invoke(app, ["samples", str(bad)]).exit_code == 2
