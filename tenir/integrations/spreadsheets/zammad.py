"""Zammad's tickets and articles, as its API shows them with `expand=true`, read as requests.

What Zammad does not hold is not made up: its assignments and its states say nothing of when a
request was taken in charge, so that the first public answer of an agent is what stops a clock.
What is left out, or cannot be taken as it stood, is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tenir.apps.support.services import Brought, Past
from tenir.integrations.spreadsheets.requests_read import PRIORITIES, Read, instant
from tenir.integrations.spreadsheets.zammad_lived import Ticket, lived, words
from tenir.integrations.spreadsheets.zammad_read import STATES, articles_of, files_of

LEFT_OUT: Mapping[str, str] = {
    "merged": "requests.ticket_merged", "removed": "requests.ticket_removed",
}  # fmt: skip


@dataclass(frozen=True)
class Meaning:
    """What Zammad's names stand for here: organisations, groups (their product), priorities.

    `states`: what a desk's own states stand for among Zammad's.
    """

    clients: Mapping[str, str] = field(default_factory=dict)
    products: Mapping[str, str] = field(default_factory=dict)
    priorities: Mapping[str, str] = field(
        default_factory=lambda: {"1 low": "P3", "2 normal": "P2", "3 high": "P1"}
    )
    states: Mapping[str, str] = field(default_factory=dict)

    def state(self, named: object) -> str:
        """One of Zammad's own states, "" where nothing says which."""
        name = str(named or "open").lower()
        own = {key.lower(): value for key, value in self.states.items()}
        found = own.get(name, name)
        return found if found in STATES else ""


def is_zammad(told: Any) -> bool:
    """Whether a JSON file is an export of Zammad's: tickets with their articles."""
    tickets = told.get("tickets") if isinstance(told, Mapping) else told
    return isinstance(tickets, list) and all(
        isinstance(each, Mapping) and "articles" in each for each in tickets[:5]
    )


def from_zammad(told: Any, name: str, meaning: Meaning) -> Read:
    """The requests of a list of tickets, each with its `articles`.

    A ticket that was merged into another, whose articles Zammad moves there, or removed is no
    request: it is left out and told.
    Clause: 7.7, 7.13.
    """
    found, blind = Read(), 0
    for number, ticket in enumerate(told["tickets"] if isinstance(told, Mapping) else told):
        where = f"{name}:tickets[{number}]"
        if not isinstance(ticket, Mapping) or not isinstance(ticket.get("articles"), list):
            found.fault("requests.bad_shape", where, name="articles", wanted="[…]")
            continue
        state = meaning.state(ticket.get("state"))
        if state in LEFT_OUT:
            found.tell(LEFT_OUT[state], where, key=_key(ticket))
            continue
        if not state:
            given = str(ticket.get("state"))[:60]
            found.fault("requests.unmapped", where, "state", given=given, name="states")
        blind += "history" not in ticket
        found.rows.append(_request(found, ticket, where, meaning))
    if blind:
        found.tell("requests.past_states_unknown", name, count=blind)
    return found


def _request(found: Read, ticket: Mapping[str, Any], where: str, meaning: Meaning) -> Brought:
    articles = articles_of(ticket)
    group, organisation = str(ticket.get("group", "")), str(ticket.get("organization") or "")
    product = str(ticket.get("product") or meaning.products.get(group, ""))
    client = meaning.clients.get(organisation, organisation)
    if not product:
        found.fault("requests.unmapped", where, "group", given=group, name="products")
    return Brought(
        where, key=_key(ticket), client=client,
        product=product, contact=str(ticket.get("customer") or ""),
        title=str(ticket.get("title") or "")[:200],
        problem=words(articles[0]) if articles else str(ticket.get("title") or ""),
        history=list(_history(found, ticket, articles, where, meaning)),
    )  # fmt: skip


def _key(ticket: Mapping[str, Any]) -> str:
    return f"zammad/{ticket.get('number') or ticket.get('id')}"


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
    opened = min(opened, _first(articles) or opened)
    impact, urgency = PRIORITIES[priority]
    files = [files_of(found, each, f"{where}.articles[{n}]") for n, each in enumerate(articles)]
    if absent := sum(each.absent for each in files):
        found.tell("requests.files_without_data", where, count=absent, key=_key(ticket))
    yield Past(where, "recorded", opened, str(ticket.get("customer") or ""), impact=impact,
               urgency=urgency, files=files[0].taken if files else ())  # fmt: skip
    read = Ticket(_key(ticket), ticket, where, opened, articles, files, meaning.state)
    yield from lived(found, read)


def _first(articles: list[Mapping[str, Any]]) -> datetime | None:
    """When the client first wrote: before the ticket was made, where an older one was merged."""
    if not articles or articles[0].get("sender") != "Customer":
        return None
    return instant(Read(), "", "created_at", str(articles[0].get("created_at") or ""))
