"""A list asks for a state in the words in which its rows show it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from tenir.ui.listing import Column, Filter, Listing
from tenir.ui.states import STATES
from tests.cast import Cast
from tests.faces.test_pages import ELSEWHERE, POSTED, cast, pages
from tests.faces.test_query_counts import reader_of

__all__ = ["cast"]


def lists(answer: HttpResponse) -> Iterator[Listing]:
    """Those that a page shows."""
    told = getattr(answer, "context", None)
    for each in told if isinstance(told, list) else filter(None, [told]):
        yield from (value for value in each.flatten().values() if isinstance(value, Listing))


def is_list(name: str) -> bool:
    """Whether that page is of nothing in particular, as lists are."""
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False


def codes(asked: Filter) -> Iterator[tuple[str, Any]]:
    """Each code that may be asked for with its words, under whatever heading."""
    for code, words in asked.choices:
        yield from words if isinstance(words, list | tuple) else ((code, words),)


def otherwise(column: Column, asked: Filter) -> Iterator[str]:
    """The states that the question calls as no row does: the codes of some rows say of what."""
    for code, words in codes(asked):
        full = f"{column.states}{code}"
        known = [state for key, state in STATES.items() if f".{key}".endswith(f".{full}")]
        for language in ("fr", "en"):
            with override(language):
                if known and str(words) not in (shown := [str(each.word) for each in known]):
                    yield f"{code}: {words} is shown as {' or '.join(shown)}"


def test_a_state_is_asked_for_in_the_words_in_which_it_is_shown(cast: Cast) -> None:
    wrong, compared = set(), 0
    for name in filter(is_list, sorted(set(pages()) - POSTED - ELSEWHERE)):
        browser, who = Client(), reader_of(name)
        if who:
            browser.force_login(cast.people[who])
        answer = browser.get(reverse(name))
        b"".join(answer) if answer.streaming else answer.content
        for found in lists(answer):
            shown = {each.key: each for each in found.columns if each.states is not None}
            for asked, _chosen in found.filters:
                if asked.key in shown and asked.choices:
                    compared += 1
                    wrong |= {f"{name}: {told}" for told in otherwise(shown[asked.key], asked)}
    assert wrong == set(), "\n".join(sorted(wrong))
    assert compared > 10


def test_a_file_tells_a_state_without_its_family(cast: Cast) -> None:
    """`paused`, and no `endpoint.paused`: the words beside it say of what."""
    wrong, read = set(), 0
    for name in filter(is_list, sorted(set(pages()) - POSTED - ELSEWHERE)):
        browser, who = Client(), reader_of(name)
        if who:
            browser.force_login(cast.people[who])
        answer = browser.get(reverse(name), {"format": "json"})
        told = b"".join(answer) if answer.streaming else answer.content
        if ".json" not in answer.get("Content-Disposition", ""):
            continue
        read += 1
        values = [value for row in json.loads(told) for value in row.values()]
        wrong |= {f"{name}: {each}" for each in map(str, values) if "." in each and each in STATES}
    assert wrong == set(), "\n".join(sorted(wrong))
    assert read > 10
