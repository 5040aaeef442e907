"""Which rights to a penalty, claims and credit notes a list is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from tenir.faces.api.asking import Asked
from tenir.faces.api.shapes import Id, Month

OF: Mapping[str, str] = {
    "subscription": "subscription", "month": "month", "client": "organisation",
    "contract": "subscription__contract",
}  # fmt: skip


class OfMonth(Asked):
    """Of whom, and of which month."""

    subscription: Id | None = None
    month: Month | None = None
    client: Id | None = None
    contract: Id | None = None


class PenaltiesAsked(OfMonth):
    """Which rights."""

    standing: Literal[
        "", "open", "accepted", "objected", "refused", "rest", "credited", "lapsed", "withdrawn"
    ] = ""

    narrows: ClassVar[Mapping[str, str]] = {**OF, "standing": "stands"}


class ClaimsAsked(OfMonth):
    """Which claims."""

    state: Literal["", "waiting", "accepted", "refused", "objected", "credited"] = ""

    narrows: ClassVar[Mapping[str, str]] = {**OF, "state": "state"}


class NotesAsked(Asked):
    """Which credit notes."""

    client: Id | None = None
    contract: Id | None = None
    how: Literal["", "credit", "refund"] = ""
    open: bool | None = Field(None, description="Those to pay, or those paid.")

    narrows: ClassVar[Mapping[str, str]] = {
        "client": "organisation", "contract": "claim__subscription__contract", "how": "how",
        "open": "paid_on__isnull",
    }  # fmt: skip
