"""How a fact of the journal is shown in a list, to whoever it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from tenir.apps.journal.queries import beginning
from tenir.ui.dated import between_days
from tenir.ui.fact_words import (
    AREAS,
    FACTS,
    KINDS,
    fact_in_words,
    facts_by_area,
    subject_in_words,
    subjects,
)
from tenir.ui.listing import Column, Filter

LONG = ("before", "after")  # which no list shows
COLUMNS = (
    Column("verb", _("Fact"), lambda e: e.verb, sort="verb", kind="fact", lead=True,
           note=lambda e: e.verb),
    Column("subject", _("About"), lambda e: e.subject, sort="subject", kind="subject"),
    Column("clauses", _("Clauses"), lambda e: e.clauses, kind="clauses"),
    Column("happened", _("True from"), lambda e: e.happened_at, kind="moment"),
    Column("recorded", _("Recorded"), lambda e: e.recorded_at, sort="id", kind="moment"),
)  # fmt: skip
NUMBERED = re.compile(r"(?:DA-)?0*(\d+)", re.IGNORECASE)  # as people quote a request


def _of_fact(rows: Any, value: str) -> Any:
    """One fact by its code, or those whose code begins so."""
    return rows.filter(verb=value) if value in FACTS else rows.filter(beginning("verb", value))


def _numbered(rows: Any, value: str) -> Any:
    """Those about a thing of that number, whatever it is."""
    plain = NUMBERED.sub(r"\1", value) if NUMBERED.fullmatch(value) else value
    return rows.filter(subject__in=[f"{kind}/{each}" for kind in KINDS for each in {value, plain}])


FILTERS = (
    Filter("area", _("In"), lambda rows, value: rows.filter(beginning("verb", f"{value}.")),
           list(AREAS.items()), named=lambda code: AREAS.get(code, code)),
    Filter("verb", _("Fact"), _of_fact, lazy(facts_by_area, list)(), named=fact_in_words),
    Filter("subject", _("About"), lambda rows, value: rows.filter(beginning("subject", value)),
           lazy(subjects, list)(), named=subject_in_words, whole=_("Anything")),
    Filter("number", _("Its number"), _numbered),
    Filter("clause", _("Clause")),
    *between_days("recorded_at", _("Recorded from"), _("Recorded until")),
    Filter("text", _("Text, in the latest 5,000")),
)  # fmt: skip


def filters_on_record(verbs: Collection[str]) -> Sequence[Filter]:
    """The same, which offer those facts and their areas alone, and neither where there are none.

    A client has few of all there are; what an address asks for and is not offered still narrows.
    """
    areas = {verb.partition(".")[0] for verb in verbs}
    offered = {
        "area": [(area, words) for area, words in AREAS.items() if area in areas],
        "verb": [
            (area, kept) for area, facts in facts_by_area()
            if (kept := [fact for fact in facts if fact[0] in verbs])
        ],
    }  # fmt: skip
    return [
        replace(one, choices=offered.get(one.key, one.choices))
        for one in FILTERS if one.key not in offered or offered[one.key]
    ]  # fmt: skip
