"""The windows of a run: a test asks for one, and hands it back empty for the next.

A new window has to be sent every file and to compile every script; one that is kept has them. It
is cleared of all that a page could read or change: cookies, what it stored, what it showed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.stories.world import World

PATIENCE = 15_000  # milliseconds
HEIGHT = 900
NOTHING = "/healthz"  # of the platform: about:blank would end the process that has its files
FORGET = "() => { if (origin !== 'null') localStorage.clear() }"
Kind = tuple[str, bool, bool]  # what a window cannot change: its language, scripts, touch


@dataclass
class Window:
    """A window, and what the page in it tells: its errors, unless they are expected."""

    page: Page
    kind: Kind
    path: str = ""
    faulty: bool = False
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self._note(said.type, said.text))
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.path}: {error}"))

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" and not self.faulty:
            self.faults.append(text)

    def clear(self) -> None:
        """Nothing of what was done in it is left; what it says in going is not heard."""
        self.faults = []
        for other in self.page.context.pages:
            if other is not self.page:
                other.close()
        self.page.evaluate(FORGET)
        self.page.context.clear_cookies()
        self.page.goto(NOTHING)


@dataclass
class Windows:
    """Those of a browser that nobody has."""

    chromium: Browser
    address: str
    free: dict[Kind, list[Window]] = field(default_factory=lambda: defaultdict(list))

    def take(self, kind: Kind) -> Window:
        """One of that kind, empty: one that was handed back, else a new one."""
        return self.free[kind].pop() if self.free[kind] else Window(self._opened(kind), kind)

    def give_back(self, window: Window) -> None:
        window.clear()
        self.free[window.kind].append(window)

    def _opened(self, kind: Kind) -> Page:
        language, scripts, touch = kind
        context = self.chromium.new_context(
            base_url=self.address, java_script_enabled=scripts, has_touch=touch,
            locale=f"{language}-{language.upper()}", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        return context.new_page()


@dataclass
class Desk:
    """The pages that a test has opened, and what went wrong in them."""

    windows: Windows
    server: LiveServer
    world: World
    taken: list[Window] = field(default_factory=list)
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
        window = self.windows.take((language, scripts, touch))
        self.taken.append(window)
        window.path, window.faulty, window.faults = path, faulty, self.faults
        page = window.page
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.context.add_cookies([*self._session(who)])  # type: ignore[list-item]
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

    def leave(self) -> None:
        """Its windows are handed back."""
        while self.taken:
            self.windows.give_back(self.taken.pop())

    def _session(self, who: str) -> Iterator[dict[str, str]]:
        """The cookies of someone signed in."""
        if who != "nobody":
            client = Client()
            client.force_login(self.world.cast.people[who])
            name = settings.SESSION_COOKIE_NAME
            yield {"name": name, "value": client.cookies[name].value, "url": self.server.url}
