"""What versions of the agreement are told and show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, ClassVar, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints

from tenir.apps.reports.queries import Replayed, result_of
from tenir.faces.api.asking import Asked
from tenir.faces.api.notices import ProofShown
from tenir.faces.api.shapes import Id, Instant, Key, Line, Long, Moment, Rules, Shown, Told
from tenir.terms.phrases import Language
from tenir.terms.replay import Replay

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


class SumsShown(Shown):
    """Counts and euros of some months, as they were judged and under the version."""

    months: int
    changed: int
    missed_before: int
    missed_after: int
    rights_before: int
    rights_after: int
    before: str = Field(description="Penalties in euros, as they were judged.")
    after: str


class ReplayShown(Shown):
    """Last year's months judged again by a version: how far it is, then what it came to."""

    state: Literal["waiting", "running", "failed", "done"]
    done: int = Field(description="Clients judged so far.")
    of: int
    until: str = Field(description="The last of the twelve months.")
    asked_at: Moment
    finished_at: Moment | None
    engine: str
    convention: str = Field(description="The digest of the version's file.")
    inputs_digest: str = Field(description="The digest of the facts; empty until it is done.")
    total: SumsShown | None
    lines: list[str] = Field(description="The same in words, with each month that changes.")

    @classmethod
    def of_kept(cls, found: Replayed, language: Language) -> Self:
        """A replay as it stands."""
        kept = ("until", "asked_at", "finished_at", "engine", "convention", "inputs_digest")
        result = result_of(found)
        return cls(
            state=_state(found), done=len(result.clients) if result else found.done, of=found.of,
            **{name: getattr(found, name) for name in kept},
            total=_sums(result) if result else None,
            lines=list(result.in_words(language)) if result else [],
        )  # fmt: skip


def _state(found: Replayed) -> Literal["waiting", "running", "failed", "done"]:
    if found.finished_at:
        return "done"
    if found.failed:
        return "failed"
    return "running" if found.of else "waiting"


def _sums(result: Replay) -> SumsShown:
    told = asdict(result.total)
    euros = {"before": f"{told['before']:.2f}", "after": f"{told['after']:.2f}"}
    return SumsShown(**told | euros)


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
