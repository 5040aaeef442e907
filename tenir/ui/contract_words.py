"""What contracts, lines, options and specifics are called on pages, whoever reads them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.apps.agreements.queries import Contract, Option, Specific
from tenir.apps.journal.queries import Entry
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


def happened(entries: Iterable[Entry]) -> list[Happened]:
    """Facts of the journal about a contract, as a timeline shows them."""
    return [_line(entry) for entry in entries]


def _line(entry: Entry) -> Happened:
    what, icon, tone = FACTS.get(entry.verb, (entry.verb, "circle-dot", "waived"))
    told = entry.after or {}
    names = ("number", "target", "name", "effective_on", "from_on", "ends_on")
    words = " · ".join(str(told[name]) for name in names if told.get(name))
    return Happened(entry.happened_at, what, words, icon, tone, entry.clauses)
