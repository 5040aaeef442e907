"""How a fact of the journal is shown in a list, to whoever it is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tenir.apps.journal.queries import beginning
from tenir.ui.dated import between_days
from tenir.ui.fact_words import AREAS
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
FILTERS = (
    Filter("area", _("In"), lambda rows, value: rows.filter(beginning("verb", f"{value}.")),
           list(AREAS.items())),
    Filter("verb", _("Fact's code"), lambda rows, value: rows.filter(beginning("verb", value))),
    Filter("subject", _("About, by its code"), lambda rows, value: rows.filter(
        beginning("subject", value))),
    Filter("clause", _("Clause")),
    *between_days("recorded_at", _("Recorded from"), _("Recorded until")),
    Filter("text", _("Text, in the latest 5,000")),
)  # fmt: skip
