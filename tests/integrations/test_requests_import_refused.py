"""What cannot be brought in: every mistake is told at once, at its place, and nothing is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tenir.apps.agreements.models import Closure, Subscription
from tenir.apps.support.models import Entry, Request
from tenir.faces.cli.app import app
from tenir.integrations.spreadsheets import BadTable
from tenir.integrations.spreadsheets.contracts_table import FaultyTable
from tenir.integrations.spreadsheets.requests import import_requests
from tenir.viewer import NotAllowed
from tests.apps.support.conftest import contracts, line
from tests.cast import Cast
from tests.integrations.test_requests_import import AT, REQUESTS, SAM, brought

__all__ = ["contracts", "line"]


def mistakes(cast: Cast, requests: Any, history: str | None = None, **more: Any) -> list[str]:
    with pytest.raises(FaultyTable) as refused:
        brought(cast, requests, history, **more)
    assert not Request.objects.exists()
    assert not Entry.objects.exists()
    return [fault.message() for fault in refused.value.faults]


def test_every_mistake_is_told_at_once_with_its_place(cast: Cast, line: Subscription) -> None:
    requests = (
        "key;client;product;kind;satisfaction\n"
        "A;C-009;drive;support;\n"
        "B;C-001;rocket;support;\n"
        "C;C-001;drive;wish;9\n"
        "C;C-001;drive;;\n"
    )
    history = (
        "key;what;at;impact;urgency;reason\n"
        "A;recorded;2026-06-09T09:00:00+02:00;high;critical;\n"
        "B;recorded;soon;high;critical;\n"
        "C;recorded;2026-06-09T09:00:00+02:00;huge;critical;\n"
        "C;ruled_out;2026-06-09T10:00:00+02:00;;;weather\n"
        "C;sang;2036-06-09T10:00:00+02:00;;;\n"
        "Z;recorded;2026-06-09T09:00:00+02:00;high;critical;\n"
    )
    told = mistakes(cast, requests, history)
    for place, words in (
        ("requests.csv:2:2", "no client has the number"),
        ("requests.csv:3:3", "no subscription to “rocket”"),
        ("requests.csv:4:4", "no choice"),
        ("requests.csv:4:5", "1, 2 or 3"),
        ("requests.csv:5:1", "at requests.csv:4 already"),
        ("history.csv:3:3", "no instant"),
        ("history.csv:4:4", "no choice"),
        ("history.csv:5:6", "no choice"),
        ("history.csv:6:2", "no choice"),
        ("history.csv:6:3", "is to come"),
        ("history.csv:7:1", "no request of the file"),
    ):
        assert any(each.startswith(f"{place}: ") and words in each for each in told), (place, told)


def test_a_history_that_cannot_have_been_is_refused_where_it_breaks(
    cast: Cast, line: Subscription
) -> None:
    history = (
        "key;what;at;impact;urgency;text\n"
        "OLD-1;recorded;2026-06-09T09:00:00+02:00;high;critical;\n"
        "OLD-1;closed;2026-06-09T10:00:00+02:00;;;\n"
        "OLD-2;recorded;2026-06-09T09:00:00+02:00;low;normal;\n"
        "OLD-2;reinstated;2026-06-09T10:00:00+02:00;;;It was ours\n"
    )
    told = mistakes(cast, REQUESTS, history)
    assert [each.partition(": ")[0] for each in told] == ["history.csv:3:1", "history.csv:5:1"]
    assert all("this cannot be done" in each for each in told)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"requests": [', "no JSON"),
        ('{"requests": {}}', "must be […]"),
        ('{"requests": [7]}', "must be {…}"),
        ('{"requests": [{"key": ["x"], "history": [7]}]}', "must be “…”"),
        ("key;client\nA\n", "1"),
        ("number;client\nA;B\n", "key"),
        ("", "empty"),
    ],
)
def test_a_file_that_is_not_one_is_said_to_be(
    cast: Cast, line: Subscription, content: str, says: str
) -> None:
    with pytest.raises((BadTable, FaultyTable)) as refused:
        import_requests(content.encode(), dry_run=False, actor=cast.sam, at=AT)
    assert says in refused.value.message("en")


@pytest.mark.clause("7.15")
def test_a_faulty_closing_is_told_at_its_place(cast: Cast, line: Subscription) -> None:
    told = [
        {"on": "soon", "announced_at": "2026-06-01", "because": "x"},
        {"on": "2026-06-10", "announced_at": "2026-06-01", "because": "x", "start": "noon"},
        {"on": "2026-06-10", "announced_at": "2026-06-30", "because": "x"},
        {"on": "2026-06-10", "announced_at": "2026-06-01", "because": " "},
        "closed",
    ]
    found = mistakes(cast, {"closures": told, "requests": []}, actor=cast.anna)
    assert len(found) == 5
    assert "closures[0].on" in found[0]
    assert not Closure.objects.exists()


def test_who_does_not_lead_the_desk_brings_nothing_in(cast: Cast, line: Subscription) -> None:
    for actor in (cast.bob, cast.olga):
        with pytest.raises(NotAllowed):
            brought(cast, actor=actor)


def test_the_command_ends_with_2_where_the_file_is_faulty(
    cast: Cast, line: Subscription, tmp_path: Path
) -> None:
    (tmp_path / "requests.csv").write_text("key;client;product\nA;C-001;drive\n")
    given = ["--lang", "en", "requests", "import", str(tmp_path / "requests.csv"), "--by", SAM]
    told = CliRunner().invoke(app, given)
    assert told.exit_code == 2
    assert "requests.csv:2:1" in told.output
