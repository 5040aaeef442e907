"""What contracts, lines, options and specifics are called on pages, whoever reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.apps.agreements.queries import Contract, Option, Specific
from tenir.apps.catalogue.queries import Product
from tenir.apps.journal.queries import Entry
from tenir.terms import phrases
from tenir.ui.language import language
from tenir.ui.timeline import Happened

PLATFORMS: dict[str, Any] = {
    Contract.Platform.BASIC: _("Requests only"),
    Contract.Platform.EXTENDED: _("Requests, downloads, knowledge base, planning"),
}
HOSTINGS = {"shared": _("shared"), "dedicated": _("dedicated")}
OPTIONS: dict[str, Any] = {
    Option.Kind.ON_CALL: _("On-call service"),
    Option.Kind.THIRD_PARTY_SUPPORT: _("Support of third-party products"),
    Option.Kind.TMA: _("Application maintenance"),
    Option.Kind.TRAINING: _("Training"),
    Option.Kind.USER_SUPPORT: _("Support of users"),
    Option.Kind.SETTINGS_HELP: _("Help with settings"),
    Option.Kind.OTHER: _("Another service"),
}
SPECIFICS: dict[str, Any] = {
    Specific.Kind.SETTING: _("Setting"),
    Specific.Kind.DEVELOPMENT: _("Specific development"),
    Specific.Kind.REPORT: pgettext_lazy("a specific", "Report"),
    Specific.Kind.CONNECTOR: _("Connector"),
    Specific.Kind.THIRD_PARTY: _("Third-party product"),
}
ENVIRONMENTS = {
    "production": _("Production"),
    "acceptance": _("Acceptance"),
    "test": pgettext_lazy("an environment", "Test"),
    "training": _("Training"),
    "development": _("Development"),
    "other": pgettext_lazy("an environment", "Other"),
}
FACTS = {
    "agreements.contract_signed": (_("Contract signed"), "file-certificate", "kept"),
    "agreements.contract_amended": (_("Own terms changed"), "pencil", "running"),
    "agreements.contract_extended": (_("Contract extended"), "calendar-event", "kept"),
    "agreements.contract_ended": (_("Contract ended"), "ban", "missed"),
    "agreements.subscribed": (_("Line added"), "plus", "kept"),
    "agreements.line_changed": (_("Order changed"), "adjustments-horizontal", "running"),
    "agreements.subscription_ended": (_("Subscription ended"), "ban", "missed"),
    "agreements.access_opened": (_("Access opened"), "key", "kept"),
    "agreements.option_added": (_("Option added"), "plus", "kept"),
    "agreements.option_ended": (_("Option ended"), "ban", "waived"),
    "agreements.specific_recorded": (_("Specific put on record"), "flag", "running"),
    "agreements.specific_withdrawn": (_("Specific withdrawn"), "x", "waived"),
}


def modules_in_words(product: Product, ordered: Sequence[Iterable[str]]) -> list[list[str]]:
    """What the modules of some orders are called: withdrawn ones too; unknown ones by their keys.

    Clause: 2.5.
    """
    rows = product.modules.all() if any(ordered) else ()
    named = {row.key: getattr(row, f"name_{language()}") for row in rows}
    return [[named.get(key, key) for key in keys] for keys in ordered]


def environments_in_words(rows: Iterable[Mapping[str, str]]) -> list[tuple[Any, str]]:
    """The environments of a subscription, each by its kind and its own name, with its address.

    Clause: 5.2.
    """
    return [(_environment(row), row.get("address", "")) for row in rows]


def _environment(row: Mapping[str, str]) -> Any:
    kind = ENVIRONMENTS.get(row["kind"], row["kind"])
    return kind if row["name"] == row["kind"] else f"{kind} ({row['name']})"


def happened(entries: Iterable[Entry]) -> list[Happened]:
    """Facts of the journal about a contract, as a timeline shows them."""
    return [_line(entry) for entry in entries]


def _line(entry: Entry) -> Happened:
    what, icon, tone = FACTS.get(entry.verb, (entry.verb, "circle-dot", "waived"))
    told = entry.after or {}
    names = ("number", "target", "name", "effective_on", "from_on", "ends_on")
    words = " · ".join(_day(told[name]) for name in names if told.get(name))
    return Happened(entry.happened_at, what, words, icon, tone, entry.clauses)


def _day(value: Any) -> str:
    """A day as its reader writes it; anything else as it is."""
    try:
        return phrases.day(date.fromisoformat(str(value)), language())
    except ValueError:
        return str(value)
