"""The status page as files: what the live page is, whole at every instant, nothing more."""

from __future__ import annotations

import http.client
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.html import strip_tags

from tenir import clock
from tenir.apps.maintenance import queries as maintenance_asked
from tenir.apps.maintenance import services as maintenance
from tenir.apps.maintenance.queries import Works
from tenir.apps.publishing import services as publishing
from tenir.integrations import status_files
from tenir.integrations.background import schedules
from tenir.integrations.status_files import addresses, asking, jobs, write_out
from tenir.integrations.status_files.asking import NotWhole
from tests.cast import Cast
from tests.faces.test_pages import cast
from tests.faces.test_status import announce, incident

__all__ = ["cast"]
pytestmark = pytest.mark.either_database  # each page is asked for on both by tests/faces/test_pages
NOON, HOUR = datetime(2026, 11, 10, 10, tzinfo=UTC), timedelta(hours=1)  # 11:00 in Paris
FILES = ("index.html", "status/index.html", "status/en/index.html", "status/fr/feed.atom",
         "status/fr/works.ics", "api/v2/summary.json", "api/v2/incidents/unresolved.json",
         "status/en/api/v2/summary.json")  # fmt: skip


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands, so that a page asked for twice is the same; one month each way will do."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(addresses, "MONTHS", 1)


@pytest.fixture
def seldom_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What says how things are now, and is written each time, is left out."""
    monkeypatch.setattr(status_files, "current", lambda: iter(()))


def write(folder: Path, **rest: bool) -> tuple[int, int]:
    done = write_out(folder, clock.now(), **rest)
    return done.changed, done.gone


@pytest.mark.clause("10.4")
def test_the_files_are_what_the_live_page_answers(cast: Cast, tmp_path: Path) -> None:
    found = incident(cast, "Panne")
    own = incident(cast, "Secret", client=cast.martin.pk)
    write(tmp_path)
    for name in FILES:
        assert (tmp_path / name).is_file(), name
    live = Client().get("/status/fr/").content
    assert (tmp_path / "status/fr/index.html").read_bytes() == live
    assert (tmp_path / "index.html").read_bytes() == live
    assert (tmp_path / "api/v2/summary.json").read_bytes() == (
        Client().get("/api/v2/summary.json").content
    )
    for where in ("status/incidents", "status/en/incidents"):
        assert "Panne" in (tmp_path / where / found / "index.html").read_text()
    every = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in every if own in path.name or "Secret" in path.read_text("utf-8")]


@pytest.mark.clause("10.4")
def test_an_act_changes_them_and_what_is_taken_off_goes(cast: Cast, tmp_path: Path) -> None:
    write(tmp_path)
    assert write(tmp_path) == (0, 0)
    mine = tmp_path / "status" / "robots.txt"
    mine.write_text("mine")
    found = incident(cast, "Panne")
    assert write(tmp_path)[0] > 10
    page = tmp_path / "status/fr/incidents" / found / "index.html"
    assert "Panne" in page.read_text()
    publishing.take_off(found, because="By mistake", actor=cast.olga, at=clock.now())
    assert write(tmp_path)[1] == 3
    assert not page.exists()
    assert mine.read_text() == "mine"


@pytest.mark.usefixtures("seldom_alone")
def test_a_month_is_written_again_where_works_are_announced(cast: Cast, tmp_path: Path) -> None:
    write(tmp_path)
    soon = clock.now() + timedelta(days=2)
    announce(cast, "W-soon", soon, products=["drive"])
    write(tmp_path)
    month = tmp_path / f"status/fr/months/{soon:%Y-%m}/index.html"
    assert "W-soon" in month.read_text()


def month_of(folder: Path, works: Works) -> str:
    path = folder / f"status/en/months/{works.starts_at:%Y-%m}/index.html"
    return strip_tags(path.read_text())


def planned(cast: Cast, starts_at: datetime) -> Works:
    """Works of four hours on Drive that a person begins and ends."""
    told = maintenance.Planned(
        kind="planned", title_fr="Disque", products=["drive"], course="person",
        starts_at=starts_at, ends_at=starts_at + 4 * HOUR,
    )  # fmt: skip
    return maintenance.plan(told, actor=cast.olga, at=NOON - 24 * HOUR)


@pytest.mark.clause("5.11", "5.12")
@pytest.mark.usefixtures("seldom_alone")
def test_a_month_is_written_again_where_works_move_within_their_hours(
    cast: Cast, tmp_path: Path
) -> None:
    found = planned(cast, NOON + 48 * HOUR)
    write(tmp_path)
    assert "12 Nov 2026 11:00" in month_of(tmp_path, found)
    maintenance.change(
        found.number, starts_at=found.starts_at + HOUR, ends_at=found.ends_at - HOUR,
        because="Shorter than thought", actor=cast.olga, at=NOON,
    )  # fmt: skip
    write(tmp_path)
    assert "12 Nov 2026 12:00" in month_of(tmp_path, found)
    assert "12 Nov 2026 11:00" not in month_of(tmp_path, found)


@pytest.mark.clause("5.11", "5.12")
@pytest.mark.usefixtures("seldom_alone")
def test_a_month_is_written_again_at_each_step_of_works(cast: Cast, tmp_path: Path) -> None:
    found = planned(cast, NOON - 2 * HOUR)
    write(tmp_path)
    assert "Begun 10 Nov 2026" not in month_of(tmp_path, found)
    maintenance.begin(found.number, started_at=NOON - HOUR, actor=cast.olga, at=NOON)
    write(tmp_path)
    assert "Begun 10 Nov 2026 10:00" in month_of(tmp_path, found)
    maintenance.prolong(
        found.number, until=NOON + 5 * HOUR, because="Slow", actor=cast.olga, at=NOON
    )
    write(tmp_path)
    assert "expected to end 10 Nov 2026 16:00" in month_of(tmp_path, found)
    maintenance.finish(found.number, ended_at=NOON, actor=cast.olga, at=NOON)
    write(tmp_path)
    assert "ended 10 Nov 2026 11:00" in month_of(tmp_path, found)
    maintenance.correct_lived(
        found.number, started_at=NOON - HOUR, ended_at=NOON - HOUR / 2, because="Read the log",
        actor=cast.olga, at=NOON,
    )  # fmt: skip
    write(tmp_path)
    assert "ended 10 Nov 2026 10:30" in month_of(tmp_path, found)


@pytest.mark.clause("5.11", "5.12")
@pytest.mark.usefixtures("seldom_alone")
def test_a_month_is_written_again_as_the_hours_of_works_come_and_go(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    announce(cast, "W-today", NOON + HOUR, products=["drive"])
    (found,) = maintenance_asked.announced(since=NOON, until=NOON + 9 * HOUR)
    pages = []
    for hours in (0, 2, 4):
        monkeypatch.setattr(clock, "now", lambda at=NOON + hours * HOUR: at)
        write(tmp_path)
        live = Client().get(f"/status/en/months/{found.starts_at:%Y-%m}/").content.decode()
        assert month_of(tmp_path, found) == strip_tags(live)
        pages.append(month_of(tmp_path, found))
    assert len(set(pages)) == 3


def test_what_was_written_is_unknown_where_the_list_is_lost(cast: Cast, tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / ".tenir-status.json").write_text("no list")
    assert write(tmp_path) == (0, 0)
    assert (tmp_path / ".tenir-status.json").read_text().startswith("{")


def test_a_page_that_does_not_answer_is_not_written(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    before = (tmp_path / "status/fr/index.html").read_bytes()

    class Broken:
        args, kwargs = (), {}  # type: ignore[var-annotated]

        @staticmethod
        def func(_request: object) -> HttpResponse:
            return HttpResponse("half", status=500)

    monkeypatch.setattr(asking, "resolve", lambda _address: Broken)
    with pytest.raises(NotWhole, match="500"):
        write(tmp_path)
    assert (tmp_path / "status/fr/index.html").read_bytes() == before


def test_the_worker_writes_them_each_minute_where_a_folder_is_named(
    cast: Cast, tmp_path: Path, settings: object
) -> None:
    assert schedules.STATUS not in schedules.planned()
    object.__setattr__(settings.TENIR, "status_files", str(tmp_path))  # type: ignore[attr-defined]
    try:
        assert schedules.STATUS in schedules.planned()
        assert jobs.write.call() > 10
    finally:
        object.__setattr__(settings.TENIR, "status_files", "")  # type: ignore[attr-defined]
    assert (tmp_path / "status/fr/index.html").is_file()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[int]:
    """A web server that knows nothing of Tenir, on that folder."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    handler.func.log_message = lambda *_: None  # type: ignore[attr-defined]
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.clause("10.4")
def test_another_user_reads_them_whatever_the_service_keeps_to_itself(
    cast: Cast, tmp_path: Path
) -> None:
    before = os.umask(0o077)  # the units'
    try:
        write_out(tmp_path / "site", NOON)
    finally:
        os.umask(before)
    site = tmp_path / "site"
    modes = {path.stat().st_mode & 0o777 for path in (site, *site.rglob("*")) if path.is_dir()}
    assert modes == {0o755}
    assert (site / "status/index.html").stat().st_mode & 0o777 == 0o644


def test_any_web_server_shows_them(cast: Cast, tmp_path: Path, served: int) -> None:
    found = incident(cast, "Panne")
    write(tmp_path)
    for address, words in (
        ("/", "Panne"), ("/status/", "Panne"), ("/status/en/", "English Panne"),
        (f"/status/incidents/{found}/", "Panne"), ("/api/v2/status.json", "indicator"),
    ):  # fmt: skip
        asked = http.client.HTTPConnection("127.0.0.1", served)
        asked.request("GET", address)
        answer = asked.getresponse()
        assert (answer.status, words in answer.read().decode()) == (200, True), address
        asked.close()
