"""The most queries that each page may cost, however many rows there are.

A page that is not in the table (most_queries/) fails: measure it (the failure tells), ask whether
each query is needed, and write it down. Two of them are the session and its person; staff's roles
are a third.
"""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.faces.crowd import crowd
from tests.faces.most_queries import MOST
from tests.faces.test_pages import ELSEWHERE, POSTED, address, cast, pages

__all__ = ["cast"]


def reader_of(name: str) -> str | None:
    """Who opens it: an administrator, a main contact, anyone."""
    return {"console": "adam", "portal": "alice"}.get(name.partition(":")[0])


def test_every_page_keeps_to_its_queries(cast: Cast) -> None:
    cost = {}
    named = sorted(set(pages()) - POSTED - ELSEWHERE)
    paths = {name: address(name, cast) for name in named}
    crowd(cast)
    for name, path in paths.items():
        browser, who = Client(), reader_of(name)
        if who:
            browser.force_login(cast.people[who])
        with CaptureQueriesContext(connection) as asked:
            response = browser.get(path)
            b"".join(response) if response.streaming else response.content
        cost[name] = len(asked)
    over = [f'"{name}": {cost},' for name, cost in cost.items() if cost > MOST.get(name, -1)]
    assert over == [], "\n".join(over) + "\nover what the table allows, or not in it"
    assert sorted(MOST.keys() - cost.keys()) == [], "in the table, and no page any more"
