"""What contacts are told and show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from tenir.faces.api.asking import Asked
from tenir.faces.api.shapes import Id, Line, Moment, Rules, Shown, Told


class ContactShown(Shown):
    """Someone designated to speak for a client (fr. contact désigné)."""

    id: int = Field(alias="pk")
    client: int = Field(alias="client_id")
    person: int | None = Field(alias="person_id")
    name: str
    email: str
    telephone: str
    language: str
    main: bool
    designated_at: Moment
    confirmed_at: Moment | None
    flagged_because: str
    flagged_at: Moment | None


class NewContact(Told):
    """Someone to designate; `invite` sends them a link: for a person signed in, not a program."""

    name: Line
    email: Line
    telephone: Line = ""
    main: bool = False
    language: Literal["", "fr", "en"] = ""
    invite: bool = False


class ContactDetails(Told):
    """What changes of a contact; what is left out stays."""

    name: Line | None = None
    email: Line | None = None
    telephone: Line | None = None
    language: Literal["fr", "en"] | None = None


class ContactsAsked(Asked):
    """Which contacts."""

    sort: Literal["client", "-client", "name", "-name"] = "client"
    client: Id | None = Field(None, description="Of that client.")
    email: Line = Field("", description="Of that very address.")

    sorts: ClassVar[Mapping[str, str]] = {"client": "client__number", "name": "name"}
    narrows: ClassVar[Mapping[str, str]] = {"client": "client", "email": "email__iexact"}


class ReaderShown(Shown):
    """Someone of a client who looks without being a contact."""

    person: int = Field(alias="person_id")
    name: str = Field(alias="person.name")
    email: str = Field(alias="person.email")


class NewReader(Told):
    """Someone who may look."""

    name: Line
    email: Line
    language: Literal["", "fr", "en"] = ""


class ContactChangeShown(Shown):
    """A change about the main contact, which waits for a signed document and for staff."""

    id: int = Field(alias="pk")
    client: int = Field(alias="client_id")
    contact: int = Field(alias="contact_id")
    successor: int | None = Field(alias="successor_id")
    asked: Rules
    state: str
    asked_at: Moment
    document: str | None
    signatory_name: str
    signatory_title: str
    signed_at: Moment | None
    decided_at: Moment | None
    refused_because: str
    reasons: Rules

    @staticmethod
    def resolve_document(obj: Any) -> str | None:
        """The key of the signed document."""
        return str(obj.document_id) if obj.document_id else None


class AskedChange(Told):
    """New details of the main contact, or the contact who follows them: one or the other."""

    name: Line | None = None
    email: Line | None = None
    telephone: Line | None = None
    successor: Id | None = None


class SignedBy(Told):
    """Who signed the document, and in what capacity."""

    signatory_name: Line
    signatory_title: Line


class ContactChangesAsked(Asked):
    """Which changes."""

    client: Id | None = Field(None, description="Of that client.")
    state: Literal[
        "", "awaiting_signature", "awaiting_verification", "applied", "refused", "withdrawn"
    ] = ""

    narrows: ClassVar[Mapping[str, str]] = {"client": "client", "state": "state"}
