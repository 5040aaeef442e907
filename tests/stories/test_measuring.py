"""Real histories, told to Tenir in disorder, close as their file does: bucket by bucket.

The histories are under the Open Database Licence: read where they lie, never copied here.
"""

from __future__ import annotations

import csv
import gzip
import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tenir.apps.agreements import queries as agreements
from tenir.apps.agreements import services as signing
from tenir.apps.availability import queries, services
from tenir.apps.availability.services import NewTarget, Word
from tenir.apps.catalogue import services as catalogue
from tenir.integrations.agreement_files import reference
from tenir.integrations.closing.months_closed import Closing
from tenir.integrations.intake.files import look_over, take_file
from tenir.integrations.samples import measure_file
from tenir.terms.dates import epoch, instant_of
from tenir.terms.spans import clip
from tenir.viewer import SYSTEM
from tests.cast import LONG_AGO, Cast

DAY, NOW = 86_400, datetime(2026, 11, 1, tzinfo=UTC)
SILENCE = 26 * 3600
DARK = timedelta(days=11)
HISTORIES = ("mant.csv", "food.csv.gz", "curc.csv.gz")
THOROUGH = bool(os.environ.get("TENIR_THOROUGH"))


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(text.decode().splitlines())


def most_different(rows: list[dict[str, str]]) -> set[str]:
    """A few targets that have little in common, for all of them take 50 s of a processor.

    The first four by name, what changed most often, what was down most often, what ended first,
    what began last.
    """
    told: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        told.setdefault(row["slug"], []).append(
            (epoch(instant_of(row["commit_time"])), row["status"])
        )
    for words in told.values():
        words.sort()
    of = told.__getitem__
    return {
        *sorted(told)[:4],
        max(told, key=lambda slug: sum(a[1] != b[1] for a, b in pairwise(of(slug)))),
        max(told, key=lambda slug: sum(status == "down" for _, status in of(slug))),
        min(told, key=lambda slug: of(slug)[-1]), max(told, key=lambda slug: of(slug)[0]),
    }  # fmt: skip


def ends_of(rows: list[dict[str, str]]) -> dict[str, int]:
    """The last word of each target that fell silent for good before its file ends.

    A file says nothing after it; a word that was told holds until the silence is too long.
    """
    last: dict[str, int] = {}
    for row in rows:
        at = epoch(instant_of(row["commit_time"]))
        last[row["slug"]] = max(last.get(row["slug"], 0), at)
    return {slug: at for slug, at in last.items() if at < max(last.values())}


def darkened(path: Path, into: Path) -> list[dict[str, str]]:
    """The history of some targets without eleven days in the midst of it, if it is long."""
    rows = list(rows_of(path))
    slugs = {row["slug"] for row in rows} if THOROUGH else most_different(rows)
    rows = [row for row in rows if row["slug"] in slugs]
    instants = sorted(instant_of(row["commit_time"]) for row in rows)
    dark = instants[0] + (instants[-1] - instants[0] - DARK) / 2
    short = instants[-1] - instants[0] < 2 * DARK
    kept = [r for r in rows if short or not dark <= instant_of(r["commit_time"]) < dark + DARK]
    with into.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(kept)
    return kept


def signed(cast: Cast, slugs: list[str]) -> dict[str, agreements.Subscription]:
    """A subscription and a target for each, told by a monitor of another's making."""
    (version,) = signing.install_reference(actor=SYSTEM, at=LONG_AGO)
    catalogue.load_catalogue(agreements.agreement_of(version), actor=SYSTEM, at=LONG_AGO)
    found = {}
    for number, slug in enumerate(slugs):
        contract = signing.sign_contract(
            number=f"C-{number}", client=cast.martin.pk, starts_on=LONG_AGO.date(),
            lines=[signing.NewLine(product="drive", yearly_fee="1200.00")], actor=cast.anna,
            at=LONG_AGO,
        )  # fmt: skip
        found[slug] = contract.subscriptions.get()
        services.add_target(
            NewTarget(name=slug, subscription=found[slug].pk, interval=0, silence=SILENCE),
            actor=cast.olga, at=LONG_AGO,
        )  # fmt: skip
    return found


def tell_in_disorder(cast: Cast, rows: list[dict[str, str]], path: Path, *, by_file: bool) -> None:
    """Each record twice, in any order: word by word, or as files of a few hundred lines."""
    told = 2 * rows
    random.Random(len(rows)).shuffle(told)
    for start in range(0, len(told), 400):
        some = told[start : start + 400]
        if by_file:
            with path.open("w", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(some)
            take_file(look_over(path, now=NOW), actor=cast.olga, clock=lambda: NOW)
        else:
            words = [Word(r["slug"], instant_of(r["commit_time"]), r["status"]) for r in some]
            services.take_in(words, source="shuffled", actor=cast.olga, at=NOW)


@pytest.mark.clause("5.3")
@pytest.mark.parametrize("history", HISTORIES)
def test_real_months_told_in_disorder_and_twice_close_as_their_file_does(
    cast, shared, tmp_path, history
):
    path = shared / "data" / "probes" / history
    rows = darkened(path, tmp_path / "history.csv")
    closing = Closing(reference(), measure_file(tmp_path / "history.csv"), "history")
    lines = signed(cast, list(closing.measurement.targets))
    tell_in_disorder(cast, rows, tmp_path / "disorder.csv", by_file=history == "food.csv.gz")
    compared, ended = 0, ends_of(rows)
    for books in closing.books:
        mine = lines[books.dossier.line.target]
        for month in closing.months_of(books):
            theirs = books.month(month).value
            if theirs.bounds[1] > ended.get(books.dossier.line.target, theirs.bounds[1]):
                continue
            ours = queries.dossier(cast.olga, mine.pk, month)
            assert ours.month(month).value.down == theirs.down, (mine, month)
            assert ours.month(month).value.unmeasured == theirs.unmeasured, (mine, month)
            assert ours.month(month).value.excluded_by_reason == theirs.excluded_by_reason
            assert ours.month(month).value.counted_seconds == theirs.counted_seconds
            assert ours.month(month).value.rate == theirs.rate
            told, filed = ours.dossier.observed, books.dossier.observed
            assert clip(told.degraded, theirs.bounds) == clip(filed.degraded, theirs.bounds)
            compared += 1
    assert compared >= 1
    assert history == "mant.csv" or any(
        end - start > DARK.total_seconds() - 2 * DAY
        for books in closing.books for start, end in books.dossier.observed.unmeasured
        if start > books.dossier.observed.seen[0] and end < books.dossier.observed.seen[1]
    )  # fmt: skip
