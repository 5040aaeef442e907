"""Every page leads to help that is there; those of a face, to the article of what they show."""

from __future__ import annotations

import re

import pytest

from tests.browser.walk import filled, routes, things_of
from tests.once import undone
from tests.stories.visitors import Visitors
from tests.stories.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
ARTICLE = re.compile(r'<a class="tool" href="(/(?:console|portal)/help/[a-z]+/)" data-key="h"')
ANY = re.compile(r'href="(?:https?://[^/"]+)?(/help/(?:[a-z]+/)?)"')
WITHOUT = re.compile(r"(console|portal)/help/|status/private/|status/.*embed/|api/")


def test_every_page_leads_to_help_that_is_there(world: World, visitors: Visitors) -> None:
    silent, led = [], set[tuple[str, str]]()
    with undone():
        things = things_of(world)
        for who, route in routes():
            answer = visitors.ask(who, "GET", filled(route, things))
            if answer.status != 200 or "</html>" not in answer.shown or WITHOUT.match(route):
                continue
            of = ARTICLE if route.startswith(("console/", "portal/")) else ANY
            found = of.findall(answer.shown)
            led |= {(who, at) for at in found}
            silent += [] if found else [route]
        answers = {at: visitors.ask(who, "GET", at) for who, at in led}
    assert silent == []
    assert {at for at, answer in answers.items() if answer.status not in {200, 302}} == set()
    assert {"/console/help/background/", "/console/help/search/", "/help/account/"} <= set(answers)
