"""One server, one browser and one world for the whole run; a page, opened as someone, for a test.

`visit("anna", "/console/")` opens a page signed in, without the form; the test fails where a page
wrote an error in the console, as it does where its Content-Security-Policy was broken. What a test
changes stays for those after it, unless it asks for `restored`.

A story is told in French and in English: `speaking("anna", "/console/")` opens a page in the
language of the turn, and `said("Register")` is what that page calls it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tenir.apps.accounts.models import Organisation
from tests.browser import contrast
from tests.migrated import Keep
from tests.stories.world import World, build
from tools import chromium as tool

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in the test's thread

THOROUGH = bool(os.environ.get("TENIR_THOROUGH"))
AXE = """([context, rules]) =>
    axe.run(context, {rules, resultTypes: ["violations"], preload: false})
        .then(found => found.violations)"""
GRAVE = {"serious", "critical"}
PATIENCE = 15_000  # milliseconds
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


@pytest.fixture(scope="session")
def server(world: World) -> Iterator[LiveServer]:
    """The platform, served by a thread of the run on a free port."""
    serving = LiveServer("127.0.0.1")
    yield serving
    serving.stop()


@dataclass
class Desk:
    """The pages that a test has opened, and what went wrong in them."""

    chromium: Browser
    server: LiveServer
    world: World
    contexts: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def visit(
        self,
        who: str,
        path: str,
        *,
        language: str = "fr",
        width: int = 1360,
        scheme: str = "light",
        scripts: bool = True,
        touch: bool = False,
        faulty: bool = False,
    ) -> Page:
        """That page as someone of the cast sees it; "nobody" is not signed in.

        `faulty`: the page is refused, which the console tells as an error.
        """
        context = self.chromium.new_context(
            base_url=self.server.url, viewport={"width": width, "height": 900},
            color_scheme=scheme, java_script_enabled=scripts, has_touch=touch,  # type: ignore[arg-type]
            locale=f"{language}-{language.upper()}", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        context.add_cookies([*self._session(who)])  # type: ignore[list-item]
        self.contexts.append(context)
        page = context.new_page()
        if not faulty:
            page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self.faults.append(f"{path}: {error}"))
        self.speak(page, who, language)
        page.goto(path)
        return page

    def speak(self, page: Page, who: str, language: str) -> None:
        """From here on, that window's pages are in that language."""
        name, url = settings.LANGUAGE_COOKIE_NAME, self.server.url
        page.context.add_cookies([{"name": name, "value": language, "url": url}])
        if who != "nobody":
            person = self.world.cast.people[who]
            type(person).objects.filter(pk=person.pk).update(language=language)

    def _session(self, who: str) -> Iterator[dict[str, str]]:
        """The cookies of someone signed in."""
        if who != "nobody":
            client = Client()
            client.force_login(self.world.cast.people[who])
            name = settings.SESSION_COOKIE_NAME
            yield {"name": name, "value": client.cookies[name].value, "url": self.server.url}

    def _note(self, kind: str, text: str) -> None:
        if kind == "error":
            self.faults.append(text)


@pytest.fixture
def desk(chromium: Browser, server: LiveServer, world: World) -> Iterator[Desk]:
    """The pages of a test, closed after it; faults that they wrote fail it."""
    made = Desk(chromium, server, world)
    yield made
    for context in made.contexts:
        context.close()
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


@pytest.fixture(params=["fr", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Both, one after the other."""
    return str(request.param)


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
    context = {"exclude": [[selector] for selector in but]}
    found = page.evaluate(AXE, [context, {contrast.RULE: {"enabled": THOROUGH}}])
    if not THOROUGH:
        found += contrast.faint(page, but)
    grave = [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html']} {node['failureSummary']}"
        for rule in found if rule["impact"] in GRAVE
        for node in rule["nodes"][:3]
    ]  # fmt: skip
    assert grave == []
