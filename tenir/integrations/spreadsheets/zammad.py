"""Zammad's tickets and articles, as its API shows them with `expand=true`, read as requests.

What Zammad does not hold is not made up: its assignments and its states say nothing of when a
request was taken in charge, so that the first public answer of an agent is what stops a clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tenir.apps.support.services import Brought, Past
from tenir.integrations.mail.words import text_of_html
from tenir.integrations.spreadsheets.requests_read import PRIORITIES, Read, instant

OVER = frozenset({"closed", "merged", "removed"})
WORDS_AT_MOST = 100_000


@dataclass(frozen=True)
class Meaning:
    """What Zammad's names stand for here: organisations, groups (their product), priorities."""

    clients: Mapping[str, str] = field(default_factory=dict)
    products: Mapping[str, str] = field(default_factory=dict)
    priorities: Mapping[str, str] = field(
        default_factory=lambda: {"1 low": "P3", "2 normal": "P2", "3 high": "P1"}
    )


def is_zammad(told: Any) -> bool:
    """Whether a JSON file is an export of Zammad's: tickets with their articles."""
    tickets = told.get("tickets") if isinstance(told, Mapping) else told
    return isinstance(tickets, list) and all(
        isinstance(each, Mapping) and "articles" in each for each in tickets[:5]
    )


def from_zammad(told: Any, name: str, meaning: Meaning) -> Read:
    """The requests of a list of tickets, each with its `articles`."""
    found = Read()
    for number, ticket in enumerate(told["tickets"] if isinstance(told, Mapping) else told):
        where = f"{name}:tickets[{number}]"
        if not isinstance(ticket, Mapping) or not isinstance(ticket.get("articles"), list):
            found.fault("requests.bad_shape", where, name="articles", wanted="[…]")
            continue
        found.rows.append(_request(found, ticket, where, meaning))
    return found


def _request(found: Read, ticket: Mapping[str, Any], where: str, meaning: Meaning) -> Brought:
    articles = [each for each in ticket["articles"] if isinstance(each, Mapping)]
    articles.sort(key=lambda each: str(each.get("created_at", "")))
    group, organisation = str(ticket.get("group", "")), str(ticket.get("organization") or "")
    product = str(ticket.get("product") or meaning.products.get(group, ""))
    client = meaning.clients.get(organisation, organisation)
    if not product:
        found.fault("requests.unmapped", where, "group", given=group, name="products")
    return Brought(
        where, key=f"zammad/{ticket.get('number') or ticket.get('id')}", client=client,
        product=product, contact=str(ticket.get("customer") or ""),
        title=str(ticket.get("title") or "")[:200],
        problem=_words(articles[0]) if articles else str(ticket.get("title") or ""),
        history=list(_history(found, ticket, articles, where, meaning)),
    )  # fmt: skip


def _history(
    found: Read, ticket: Mapping[str, Any], articles: list[Mapping[str, Any]], where: str,
    meaning: Meaning,
) -> Iterator[Past]:  # fmt: skip
    named = str(ticket.get("priority") or "2 normal")
    priority = meaning.priorities.get(named, "")
    if priority not in PRIORITIES:
        found.fault("requests.unmapped", where, "priority", given=named, name="priorities")
        priority = "P3"
    opened = instant(found, where, "created_at", str(ticket.get("created_at") or ""), needed=True)
    if opened is None:
        return
    impact, urgency = PRIORITIES[priority]
    yield Past(where, "recorded", opened, str(ticket.get("customer") or ""), impact=impact,
               urgency=urgency)  # fmt: skip
    yield from _lived(found, ticket, articles[1:], where, opened)


def _lived(
    found: Read, ticket: Mapping[str, Any], articles: list[Mapping[str, Any]], where: str,
    opened: datetime,
) -> Iterator[Past]:  # fmt: skip
    """What followed the recording; the closing stands where it took place among the words."""
    ends = str(ticket.get("last_close_at") or ticket.get("close_at") or ticket.get("updated_at"))
    over = str(ticket.get("state", "")).lower() in OVER
    closed = instant(found, where, "close_at", ends, needed=True) if over else None
    state = "recorded"
    for number, article in enumerate(articles, start=1):
        place = f"{where}.articles[{number}]"
        at = instant(found, place, "created_at", str(article.get("created_at") or ""), needed=True)
        if at is None:
            continue
        at = max(at, opened)
        if closed and at > closed and state != "closed":
            yield from _closing(where, closed, state)
            state = "closed"
        what, state = _event(article, state)
        yield Past(place, what, at, str(article.get("created_by") or ""), _words(article))
    if closed and state != "closed":
        yield from _closing(where, closed, state)


def _event(article: Mapping[str, Any], state: str) -> tuple[str, str]:
    """The event that an article is, and the state that it leaves the request in."""
    ours = article.get("sender") != "Customer"
    if article.get("internal") or article.get("sender") == "System":
        return "noted", state
    if state == "closed":  # words after the end say no more than themselves
        return ("noted" if ours else "said"), state
    if ours:
        return "answered", "answered"
    return ("client_replied", "recorded") if state == "answered" else ("said", state)


def _closing(where: str, at: datetime, state: str) -> Iterator[Past]:
    """Closed as an answer leads to it; where nobody answered, the end is the answer."""
    if state != "answered":
        yield Past(where, "resolved", at)
    yield Past(where, "closed", at)


def _words(article: Mapping[str, Any]) -> str:
    body = str(article.get("body") or "")
    html = "html" in str(article.get("content_type", ""))
    return (text_of_html(body) if html else body).replace("\x00", "").strip()[:WORDS_AT_MOST]
