"""What the parameters of an address are, where their operation does not say: for OpenAPI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tenir.faces.api.examples import example_of

SAID: Mapping[str, str] = {
    "actor": "Whose doing: a pseudonym, as the journal has it.",
    "after": "After that instant.",
    "agreement": "The agreement's key, such as `saas-reference`.",
    "answer": "How it was answered.",
    "assignee": "The person who answers it, by id.",
    "at": "As it stands at that instant; now without it.",
    "audience": "Who may read them.",
    "by": "By what they are grouped; all four without it.",
    "channel": "By which means.",
    "clause": "About that clause of the agreement.",
    "client": "Of that client, by its id.",
    "clock": "How the clock stands.",
    "contact": "The contact, by the `id` that `/contacts` shows.",
    "contract": "Of that contract, by its id.",
    "due_since": "Due at that instant or later.",
    "due_until": "Due before that.",
    "edition": "The edition of the prerequisites, by its id.",
    "error": "What went wrong, where it did.",
    "family": "Of that family, by its key.",
    "how": "How they are paid.",
    "id": "The `id` that a list, or what was created, shows.",
    "impact": "How much is touched.",
    "installed": "The version that is installed.",
    "key": "The `key` that a list shows.",
    "kind": "Of that kind.",
    "minutes": "How long it lasts.",
    "module": "The module, by its key.",
    "month": "That month, such as `2026-09`.",
    "new": "The later version, by its id.",
    "number": "The `number` that a list shows.",
    "of_page": "Of that page.",
    "old": "The earlier version, by its id.",
    "on": "On that day; today without it.",
    "organisation": "Of that organisation, by its id.",
    "outcome": "How it ended.",
    "owed_by": "Owed by that party.",
    "person": "The person, by id.",
    "priority": "Of that priority.",
    "product": "Of that product, as the catalogue's lists name it.",
    "purpose": "What they are for.",
    "reference": "The `reference` that a list shows.",
    "request": "Of that request, by its id.",
    "role": "Of that role.",
    "rule": "The rule's name, as `/judge` lists them.",
    "second_factor_required": "Whose people owe a second factor, or do not.",
    "since": "From then on.",
    "sort": "By what they are sorted; a hyphen before it turns the order.",
    "standing": "How they stand.",
    "state": "In that state.",
    "subject": "About that thing, such as `request/12`.",
    "subscription": "Of that subscription, by its id.",
    "success": "Whether it answered as it should.",
    "target": "Of that target, by its id.",
    "team": "The team that answers it, by its id.",
    "text": "Words that are in it.",
    "unread": "Those that were not read yet.",
    "until": "Until then.",
    "urgency": "How soon it is needed.",
    "version": "The version of the agreement, by its id.",
}


def completed(parameter: Mapping[str, Any], schemas: Mapping[str, Any]) -> dict[str, Any]:
    """With what it is, and an example, where it has none."""
    name = parameter["name"]
    more = {"example": example_of(parameter["schema"], schemas, name)}
    if parameter["name"] in SAID:
        more["description"] = SAID[name]
    return {**more, **parameter}
