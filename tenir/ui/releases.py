"""How versions handed to clients are shown, to whoever it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tenir.apps.catalogue import queries as catalogue
from tenir.apps.commitments import queries as commitments
from tenir.apps.releases.queries import Validation
from tenir.apps.support import queries as support
from tenir.ui.addresses import to
from tenir.ui.listing import Column, Filter
from tenir.ui.states import STATES
from tenir.viewer import NotSeen, Viewer

LONG = ("reasons", "outcome")  # which no list shows


def filters(face: str) -> Sequence[Filter]:
    """By what a list of validations is narrowed."""
    client = Filter(
        "client", _("Client"),
        lambda rows, value: rows.filter(organisation__name__icontains=value),
    )  # fmt: skip
    return (
        Filter("state", _("State"), lambda rows, value: rows.filter(state=value),
               tuple((name, STATES[f"validation.{name}"].word)
                     for name in Validation.State.values)),
        Filter("product", _("Product"), lambda rows, value: rows.filter(version__product=value),
               [(str(key), name) for key, name in catalogue.names()]),
        *((client,) if face == "console" else ()),
    )  # fmt: skip


def columns(face: str) -> Sequence[Column]:
    """The columns of a list of validations."""
    client = Column("client", _("Client"), lambda v: v.organisation.name, sort="organisation__name")
    return (
        Column("version", _("Version"), lambda v: str(v.version), lead=True,
               sort="version__product__name version__number", href=to(f"{face}:validation"),
               note=lambda v: v.subscription.contract.number),
        *((client,) if face == "console" else ()),
        Column("received", pgettext_lazy("a version", "Received"), lambda v: v.received_at,
               sort="received_at", kind="moment"),
        Column("due", _("To be validated by"), lambda v: v.due_at, sort="due_at",
               kind="deadline"),
        Column("state", _("State"), lambda v: f"validation.{v.state}", sort="state",
               kind="state"),
    )  # fmt: skip


def told(viewer: Viewer, found: Validation, *, face: str) -> dict[str, Any]:
    """What the page of one shows; the request of a refusal only to who may read it."""
    return {
        "it": found, "face": face, "state": f"validation.{found.state}",
        "owed": commitments.commitment_of(viewer, found.promise),
        "asked": _request(viewer, found),
    }  # fmt: skip


def _request(viewer: Viewer, found: Validation) -> Any:
    try:
        return support.request(viewer, found.request_id) if found.request_id else None
    except NotSeen:
        return None
