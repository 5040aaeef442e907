"""One server, one browser and one world for the whole run; a page, opened as someone, for a test.

`visit("anna", "/console/")` opens a page signed in, without the form; the test fails where a page
wrote an error in the console, as it does where its Content-Security-Policy was broken. What a test
changes stays for those after it, unless it asks for `restored`.

A story is told in French or in English, in turn, and in both where TENIR_THOROUGH is set:
`speaking("anna", "/console/")` opens a page in the language of the turn, and `said("Register")` is
what that page calls it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import Browser, Error, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tenir.apps.accounts.models import Organisation
from tests.browser import contrast
from tests.browser.desk import Desk, Windows
from tests.migrated import Keep
from tests.stories.world import World, build
from tools import chromium as tool

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the test's thread

THOROUGH = bool(os.environ.get("TENIR_THOROUGH"))
GRAVE = ("serious", "critical")
AXE = """([context, {grave, off, selectors}]) => {
    const mild = axe._audit.rules.filter(rule => rule.impact && !grave.includes(rule.impact));
    const rules = Object.fromEntries([...mild.map(rule => rule.id), ...off]
        .map(id => [id, {enabled: false}]));
    return axe.run(context, {rules, resultTypes: ["violations"], preload: false, selectors})
        .then(found => found.violations);
}"""
LANGUAGES = ("fr", "en")
Visit = Callable[..., Page]
Said = Callable[..., str]


@pytest.fixture(scope="session")
def chromium(server: LiveServer) -> Iterator[Browser]:
    """The browser of the run, after the server: its loop gives this thread other connections."""
    with sync_playwright() as playwright:
        program = tool.browser(os.environ)
        opened = playwright.chromium.launch(executable_path=str(program), args=tool.flags())
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def world(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_keepdb: bool,
    kept: Keep,
) -> Iterator[World]:
    """Both clients of the cast with one of everything, committed; nobody owes a second factor."""
    with django_db_blocker.unblock():
        held = setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb)
        kept()
        call_command("createcachetable", verbosity=0)
        made = build()
        Organisation.objects.update(second_factor_required=False)
        yield made
        teardown_databases(held, verbosity=0)


class LastingFiles(StaticFilesHandler):
    """The files that pages need, which a browser asks for once, as WhiteNoise has it."""

    def serve(self, request: HttpRequest) -> HttpResponseBase:
        answer = super().serve(request)
        answer["Cache-Control"] = "max-age=3600"  # a run
        return answer


@pytest.fixture(scope="session")
def server(world: World) -> Iterator[LiveServer]:
    """The platform, served by a thread of the run on a free port; its files stay as they are."""
    serving = LiveServer("127.0.0.1", start=False)
    serving.thread.static_handler = LastingFiles
    serving.start()
    yield serving
    serving.stop()


@pytest.fixture(scope="session")
def windows(chromium: Browser, server: LiveServer) -> Windows:
    """Those of the run, kept from test to test."""
    return Windows(chromium, server.url)


@pytest.fixture
def desk(windows: Windows, server: LiveServer, world: World) -> Iterator[Desk]:
    """The pages of a test, closed after it; faults that they wrote fail it."""
    made = Desk(windows, server, world)
    yield made
    made.leave()
    assert made.faults == []


@pytest.fixture
def visit(desk: Desk) -> Visit:
    """Opens a page as someone: visit("anna", "/console/", language="en", width=390)."""
    return desk.visit


@pytest.fixture(scope="session")
def untouched(world: World) -> Iterator[sqlite3.Connection]:
    """The database as the first story finds it."""
    copy = sqlite3.connect(":memory:")
    connection.ensure_connection()
    connection.connection.backup(copy)
    yield copy
    copy.close()


@pytest.fixture
def restored(untouched: sqlite3.Connection) -> Iterator[None]:
    """What the test changes is taken back, once its pages are closed: ask for it before them."""
    yield
    untouched.backup(connection.connection)


@pytest.fixture
def language(request: pytest.FixtureRequest) -> str:
    """That of the turn: see `pytest_generate_tests`."""
    return str(request.param)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A story is told in the language of its turn, unless it names its own."""
    named = {name for mark in metafunc.definition.iter_markers("parametrize")
             for name in named_by(mark)}  # fmt: skip
    if "language" in metafunc.fixturenames and "language" not in named:
        stories = [name for name in vars(metafunc.module) if name.startswith("test_")]
        turn = stories.index(metafunc.function.__name__)
        spoken = LANGUAGES if THOROUGH else [LANGUAGES[turn % len(LANGUAGES)]]
        metafunc.parametrize("language", spoken, indirect=True)


def named_by(mark: pytest.Mark) -> list[str]:
    """The arguments that a parametrize mark gives."""
    names: str | Sequence[str] = mark.args[0]
    return [name.strip() for name in names.split(",")] if isinstance(names, str) else [*names]


@pytest.fixture
def said(language: str) -> Said:
    """What the pages of that language say for these English words."""

    def words(english: str, context: str = "") -> str:
        with translation.override(language):
            return translation.pgettext(context, english) if context else _(english)

    return words


@pytest.fixture
def speaking(restored: None, visit: Visit, language: str) -> Visit:
    """Opens a page as someone, in that language; what is done in it is taken back."""
    return partial(visit, language=language)


def axe(page: Page, *, but: Sequence[str] = ()) -> None:
    """Fails on anything serious or critical that axe finds in a page, and says where.

    `but`: selectors of what is left out, where another page shows it alike.
    """
    try:  # a file is compiled once for all pages
        page.add_script_tag(url=f"{settings.STATIC_URL}axe/axe.min.js")
    except Error:  # the page lets no script in
        page.evaluate(AXE_SCRIPT)
    grave = looked(page, but) and looked(page, but, selectors=True)  # they cost: once one is there
    if not THOROUGH:
        grave += contrast.faint(page, but)
    assert [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html']} {node['failureSummary']}"
        for rule in grave
        for node in rule["nodes"][:3]
    ] == []


def looked(page: Page, but: Sequence[str], *, selectors: bool = False) -> list[Any]:
    """What axe, which the page has, finds in it that is grave; selectors say where."""
    off = [] if THOROUGH else [contrast.RULE]
    context = {"exclude": [[selector] for selector in but]}
    found = page.evaluate(AXE, [context, {"grave": GRAVE, "off": off, "selectors": selectors}])
    return [rule for rule in found if rule["impact"] in GRAVE]
