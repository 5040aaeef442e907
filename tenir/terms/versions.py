"""The versions of an agreement and their dates: which one judges.

A request is judged by the version in force when it was recorded, a month by that of its first
day, a backup by that of its date, a claim by its month's. An amendment never rewrites history.

Clause: 3.1, 3.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tenir.terms.errors import Refused
from tenir.terms.yaml_source import read


class NoVersion(Refused):
    """No version of the agreement was in force on that day, or the list of versions is faulty."""


class Version(BaseModel):
    """A version, the file that states it, and the first day on which it is in force."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    agreement: str
    version: str
    convention: str
    in_force_from: date


class _Versions(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    format: Literal["versions/1"]
    versions: tuple[Version, ...] = Field(min_length=1)


def read_versions(text: str, name: str = "versions.yaml") -> list[Version]:
    """The versions of that file, oldest first; NoVersion where it does not fit."""
    source = read(text, name)
    try:
        found = _Versions.model_validate(source.value)
    except ValidationError as error:
        item = error.errors()[0]
        path = ".".join(map(str, item["loc"]))
        raise NoVersion("versions.shape", name, problem=f"{path}: {item['msg']}") from None
    return sorted(found.versions, key=lambda version: version.in_force_from)


def in_force(versions: Sequence[Version], *, agreement: str, on: date) -> Version:
    """The version that judges what happened on that day; NoVersion where none was in force.

    Clause: 3.1.
    """
    held = [v for v in versions if v.agreement == agreement and v.in_force_from <= on]
    if not held:
        raise NoVersion("versions.none", agreement=agreement, on=on)
    return max(held, key=lambda version: version.in_force_from)
