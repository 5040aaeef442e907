"""What versions of the agreement are told and show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from tenir.faces.api.asking import Asked
from tenir.faces.api.notices import ProofShown
from tenir.faces.api.shapes import Id, Instant, Key, Line, Long, Moment, Rules, Shown, Told

File = Annotated[str, StringConstraints(max_length=4 << 20)]


class VersionShown(Shown):
    """A version of the agreement (fr. version)."""

    id: int = Field(alias="pk")
    agreement: str
    number: str
    digest: str
    state: str
    published_at: Moment | None
    reason: str
    because: str


class WholeVersionShown(VersionShown):
    """A version with its file, its words and its acceptance cases."""

    convention: str
    text: str
    cases: str


class NewDraft(Told):
    """A version to be published: the whole file, its words, its acceptance cases."""

    convention: File = Field(examples=["format: convention/1\n…"])
    text: File = ""
    cases: File = ""


class Publication(Told):
    """Why a version holds at once, where it does: `security` or `law`, and which."""

    reason: Key | None = None
    because: Long = ""


class VersionsAsked(Asked):
    """Which versions."""

    agreement: Line = ""


class DifferencesShown(Shown):
    """What differs, in words: clause by clause."""

    old: int
    new: int
    clauses: list[ClauseChanged]


class ClauseChanged(Shown):
    """What changed under one clause."""

    heading: str
    sentences: list[str]


class MisfitsShown(Shown):
    """What does not fit a version in the contracts that run."""

    misfits: list[str]


class ReplayShown(Shown):
    """Last year's months judged again by a version: the totals, and what changed, in words."""

    until: str
    months: int
    changed: int
    missed_before: int
    missed_after: int
    rights_before: int
    rights_after: int
    before: str = Field(description="Penalties in euros, as they were judged.")
    after: str
    lines: list[str]


class ClientVersionShown(Shown):
    """What a version is for one client: told when, in force when, answered how."""

    id: int = Field(alias="pk")
    client: int = Field(alias="client_id")
    version: int = Field(alias="version_id")
    number: str = Field(alias="version.number")
    basis: str
    state: str
    notified_at: Moment
    effective_at: Moment
    proven_at: Moment | None
    proof: str
    settled_at: Moment | None
    document: UUID | None = Field(alias="document_id")
    reasons: Rules


class ClientVersionsAsked(Asked):
    """Which of them."""

    sort: Literal["notified_at", "-notified_at", "effective_at", "-effective_at"] = "-notified_at"
    client: Id | None = None
    state: Literal["", "notified", "accepted", "terminated", "deemed_accepted"] = ""
    version: Line = Field("", description="That number.")
    unproven: bool = Field(False, description="Those that nothing proves yet, for staff.")

    sorts: ClassVar[Mapping[str, str]] = {
        "notified_at": "notified_at", "effective_at": "effective_at",
    }  # fmt: skip
    narrows: ClassVar[Mapping[str, str]] = {
        "client": "client", "state": "state", "version": "version__number",
    }  # fmt: skip


class Answering(Told):
    """An answer; staff adds the letter in which the client gave it, and when."""

    document: UUID | None = None
    answered_at: Instant | None = None


class ByPost(Told):
    """The proof of a notification by post."""

    sent_at: Instant
    document: UUID


class ProofsShown(Shown):
    """Every notice by which a client was told."""

    proofs: list[ProofShown]


DifferencesShown.model_rebuild()
