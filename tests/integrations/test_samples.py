"""Files of samples: read whatever their order and format, refused with the place of the fault."""

from __future__ import annotations

import csv
import gzip
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import numpy as np
import pytest

from tenir.integrations.samples import (
    BrokenRecord,
    Measurement,
    UnreadableFile,
    measure_file,
    open_samples,
    reading,
)
from tenir.terms.dates import month_span
from tenir.terms.outages import Stretches, outages_of
from tenir.terms.portfolio import Spans, months_of

PARIS = ZoneInfo("Europe/Paris")
HEADER = "target,at,status"
NIGHT = [
    "web,2026-03-29T00:00:00+01:00,up",
    "web,2026-03-29T01:59:00+01:00,down",
    "web,2026-03-29T03:01:00+02:00,up",
    "web,2026-03-29T04:00:00+02:00,up",
]


def written(folder: Path, *lines: str, name: str = "samples.csv") -> Path:
    path = folder / name
    text = "\n".join(lines) + "\n" if lines else ""
    path.write_bytes(gzip.compress(text.encode()) if name.lower().endswith("gz") else text.encode())
    return path


def as_parquet(folder: Path, *lines: str, instant: str = "TIMESTAMPTZ") -> Path:
    source, path = written(folder, HEADER, *lines), folder / "samples.parquet"
    duckdb.connect().execute(
        f'COPY (SELECT target, CAST("at" AS {instant}) AS "at", status FROM'
        f" read_csv('{source}', all_varchar = true, header = true)) TO '{path}'"
    )
    return path


def outages(measurement: Measurement) -> list[tuple[str, int, int]]:
    columns = (column.tolist() for column in measurement.measured.outages)
    return [(measurement.targets[code], *span) for code, *span in zip(*columns, strict=True)]


def lengths(stretches: Stretches) -> list[int]:
    return (stretches.end - stretches.start).tolist()


def paris(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=PARIS).timestamp())


DOWN_THAT_NIGHT = [("web", paris("2026-03-29 01:59"), paris("2026-03-29 03:01"))]


@pytest.mark.parametrize("name", ["samples.csv", "samples.csv.gz", "SAMPLES.CSV.GZ"])
def test_the_night_of_29_march_2026_is_read_from_a_csv(tmp_path, name):
    found = measure_file(written(tmp_path, HEADER, *NIGHT, name=name))

    assert outages(found) == DOWN_THAT_NIGHT
    assert found.silence is None
    assert len(found.evidence.at) == 4


def test_a_name_that_looks_like_a_pattern_names_one_file(tmp_path):
    (folder := tmp_path / "l'été [1]*?").mkdir()

    assert outages(measure_file(written(folder, HEADER, *NIGHT))) == DOWN_THAT_NIGHT


@pytest.mark.parametrize("instant", ["TIMESTAMPTZ", "VARCHAR"])
def test_a_parquet_says_the_same(tmp_path, instant):
    assert outages(measure_file(as_parquet(tmp_path, *NIGHT, instant=instant))) == DOWN_THAT_NIGHT


def test_other_columns_capitals_blank_lines_and_quotes_are_no_trouble(tmp_path):
    path = written(
        tmp_path,
        "\ufeffms,status,target,at",
        '12,UP,"web, Lyon",2026-03-29T00:00:00Z',
        "",
        '13, Down,"web, Lyon",2026-03-29T00:00:01.999Z',
        '14,degraded,"web, Lyon",2026-03-29 00:00:09+00',
        '15,unknown,"web, Lyon",2026-03-29T00:00:10Z',
        '16,up,"web, Lyon",2026-03-29T00:00:20Z',
        '17,up,"web, Lyon",2026-03-29T00:00:21Z',
    )
    found = measure_file(path).measured

    assert lengths(found.outages) == [8]
    assert lengths(found.degraded) == [1]
    assert 10 in lengths(found.unmeasured)


def test_an_instant_before_1970_is_cut_to_the_second_below(tmp_path):
    path = written(
        tmp_path, HEADER, "web,1969-12-31T23:59:58.5Z,down", "web,1970-01-01T00:00:00Z,up"
    )

    assert outages(measure_file(path)) == [("web", -2, 0)]


def test_in_an_upptime_history_silence_over_26_hours_is_not_measured(tmp_path):
    path = written(
        tmp_path,
        "commit_time,slug,status,code",
        "2026-03-01T00:00:00Z,web,up,200",
        "2026-03-03T00:00:00Z,web,up,200",
        "2026-03-04T00:00:00Z,web,up,200",
    )
    found = measure_file(path)

    assert found.silence == 26 * 3600
    assert 22 * 3600 in lengths(found.measured.unmeasured)


@pytest.mark.parametrize("in_memory", [10**9, 0], ids=["in memory", "on disk"])
def test_records_out_of_order_give_the_same_outages(tmp_path, monkeypatch, in_memory):
    monkeypatch.setattr(reading, "IN_MEMORY", in_memory)
    monkeypatch.setattr(reading, "HELPING", 1)
    monkeypatch.setattr(reading, "_batches", one_by_one(reading._batches))
    path = written(tmp_path, HEADER, *reversed(NIGHT))

    assert outages(measure_file(path)) == DOWN_THAT_NIGHT


def one_by_one(batches):
    """DuckDB's batches hold thousands of records; here each holds one."""

    def single(query):
        for batch in batches(query):
            yield from (batch.at_places(np.array([n])) for n in range(len(batch.at)))

    return single


def test_progress_is_told_to_the_end(tmp_path):
    told = []
    measure_file(
        written(tmp_path, HEADER, *NIGHT), progress=lambda done, total: told.append((done, total))
    )

    assert told == [(4, 4)]


def test_the_census_tells_who_is_in_the_file_before_it_is_measured(tmp_path):
    with open_samples(written(tmp_path, HEADER, *NIGHT)) as samples:
        census = samples.census

    assert (census.kind, census.targets, census.records) == ("samples", ("web",), 4)
    assert (census.first_at, census.last_at) == (
        paris("2026-03-29 00:00"),
        paris("2026-03-29 04:00"),
    )


def test_what_is_read_is_what_was_written_for_thousands_of_targets(tmp_path):
    rng = np.random.default_rng(29)
    target, at = rng.integers(0, 3000, 20_000), paris("2026-03-01") + rng.integers(0, 10**6, 20_000)
    state = rng.choice([1, 1, 3], 20_000)
    words = {1: "up", 3: "down"}
    lines = [
        f"t{target:04},{datetime.fromtimestamp(at, PARIS).isoformat()},{words[state]}"
        for target, at, state in zip(target.tolist(), at.tolist(), state.tolist(), strict=True)
    ]
    found = measure_file(written(tmp_path, HEADER, *lines), silence=3600)
    codes = np.searchsorted(found.targets, [f"t{number:04}" for number in target])
    expected = outages_of(reading.samples_of(codes, at, state), silence=3600)

    for read, direct in zip(found.measured.outages, expected.outages, strict=True):
        assert read.tolist() == direct.tolist()


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "key", "quoted"),
    [
        ("web,2026-03-29T00:00:00,up", "samples.naive", "2026-03-29T00:00:00"),
        ("web,2026-02-30T00:00:00Z,up", "samples.instant", "2026-02-30T00:00:00Z"),
        ("web,2026-03-29,up", "samples.instant", "2026-03-29"),
        ("web,NaN,up", "samples.instant", "NaN"),
        ("web,infinity,up", "samples.instant", "infinity"),
        ("web,,up", "samples.instant", ""),
        ("web,2026-03-29T00:00:00 Europe/Paris,up", "samples.instant", "Europe/Paris"),
        ("web,2026-03-29T00:00:00Z,u", "samples.status", "u"),
        ("web,2026-03-29T00:00:00Z,nan", "samples.status", "nan"),
        ("web,2026-03-29T00:00:00Z,", "samples.status", ""),
        (" ,2026-03-29T00:00:00Z,up", "samples.no_target", ""),
        ("web,2026-03-29T00:0", "samples.line", "2"),
        ('web,2026-03-29T00:00:00Z,"up', "samples.unreadable", ""),
    ],
)
def test_a_broken_record_is_refused_with_its_line(tmp_path, line, key, quoted):
    path = written(tmp_path, HEADER, NIGHT[0], "", NIGHT[1], line)

    with pytest.raises((BrokenRecord, UnreadableFile)) as refused:
        measure_file(path)

    assert refused.value.key == key
    assert refused.value.where == f"{path}:5"
    assert quoted in str(refused.value)


def test_a_broken_record_of_a_parquet_is_refused_with_its_row(tmp_path):
    with pytest.raises(BrokenRecord) as refused:
        measure_file(as_parquet(tmp_path, *NIGHT, "web,2026-03-30T00:00:00Z,off"))

    assert refused.value.where.endswith("samples.parquet:5")


@pytest.mark.parametrize("instant", ["TIMESTAMP", "DATE"])
def test_instants_of_a_parquet_without_a_zone_are_refused(tmp_path, instant):
    with pytest.raises(UnreadableFile) as refused:
        measure_file(as_parquet(tmp_path, *NIGHT, instant=instant))

    assert refused.value.key == "samples.type"


@pytest.mark.parametrize("lines", [[], [HEADER], ["", ""]])
def test_a_file_without_a_record_is_refused(tmp_path, lines):
    with pytest.raises(UnreadableFile) as refused:
        measure_file(written(tmp_path, *lines))

    assert refused.value.key == "samples.empty"


def test_a_missing_column_is_named_and_so_are_those_found(tmp_path):
    with pytest.raises(UnreadableFile) as refused:
        measure_file(written(tmp_path, "target,at,state", *NIGHT))

    assert refused.value.values == {"missing": "`status`", "found": "`target`, `at`, `state`"}


def test_a_compressed_file_cut_short_is_refused(tmp_path):
    path = written(tmp_path, HEADER, *(NIGHT * 1000), name="samples.csv.gz")
    path.write_bytes(path.read_bytes()[:-20])

    with pytest.raises(UnreadableFile) as refused:
        measure_file(path)

    assert refused.value.key == "samples.unreadable"


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("samples.xlsx", b"PK", "samples.kind"),
        ("samples.parquet", b"target,at,status\n", "samples.unreadable"),
        ("samples.csv.gz", b"target,at,status\n", "samples.unreadable"),
        ("samples.csv", b"\xff\xfe\x00target", "samples.unreadable"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path, name, content, key):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(UnreadableFile) as refused:
        measure_file(tmp_path / name)

    assert refused.value.key == key


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UnreadableFile):
        measure_file(tmp_path / "none.csv")


# --- real histories ------------------------------------------------------------------------------


@pytest.mark.clause("5.3")
def test_t_and_the_raw_down_seconds_of_249_real_months_come_out_right(shared, tried):
    probes = shared / "data" / "probes"
    with (probes / "expected_months_paris.csv").open() as file:
        expected = {
            (row["set"], row["slug"], row["month_paris"]): (
                60 * int(row["T_minutes"]),
                int(row["raw_down_seconds"]),
            )
            for row in csv.DictReader(file)
        }
    found = {}
    for name in ("food", "curc"):
        history = measure_file(probes / f"{name}.csv.gz", silence=None)
        months = sorted({month for set_name, _, month in expected if set_name == name})
        edges = [month_span(month, "Europe/Paris")[0] for month in months]
        edges.append(month_span(months[-1], "Europe/Paris")[1])
        seconds = months_of(
            Spans(*history.measured.outages), subscriptions=len(history.targets), months=edges
        )
        for code, slug in enumerate(history.targets):
            for place, month in enumerate(months):
                figures = int(seconds.T[code, place]), int(seconds.down[code, place])
                found[name, slug, month] = figures
    tried("probes", len(expected))

    assert len(expected) == 249
    assert {month: found[month] for month in expected} == expected
