"""The reference agreement that ships with Tenir, installed as published versions."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable

from django.db import transaction

from tenir.apps.agreements.acts_versions import subject_of
from tenir.apps.agreements.checking import checked
from tenir.apps.agreements.findable import index_versions
from tenir.apps.agreements.models import ClientVersion, Version
from tenir.apps.agreements.reading import ChangedVersion
from tenir.apps.agreements.rights import must_keep
from tenir.apps.journal import services as journal
from tenir.terms.versions import read_versions
from tenir.viewer import Viewer

State = Version.State


@transaction.atomic
def install_reference(*, actor: Viewer, at: datetime) -> list[Version]:
    """The versions that ship with Tenir, oldest first, each published at that instant.

    What is installed already stays as it is, so it may be asked for at every start. Once a client
    holds the agreement, a further version comes as a draft: `publish` must notify it. Raises
    ChangedVersion where a version installed is not the one that ships.
    Clause: 3.4.
    """
    must_keep(actor)
    folder = files("tenir") / "conventions"
    found = []
    for listed in read_versions((folder / "versions.yaml").read_text("utf-8")):
        beside, _, name = listed.convention.rpartition("/")
        place = folder.joinpath(*beside.split("/"))
        found.append(_installed(place, name, listed.version, actor=actor, at=at))
    return found


def _installed(
    place: Traversable, name: str, number: str, *, actor: Viewer, at: datetime
) -> Version:
    convention = (place / name).read_text("utf-8")
    cases = _beside(place / "cases.yaml")
    text = _beside(place / "text.fr.md")
    agreement = checked(convention, text, cases)
    id = agreement.convention.agreement.id
    held = ClientVersion.objects.filter(version__agreement=id).exists()
    told = {"digest": agreement.digest, "convention": convention, "text": text, "cases": cases,
            "drafted_at": at, "state": State.DRAFT if held else State.PUBLISHED,
            "published_at": None if held else at}  # fmt: skip
    found, new = Version.objects.get_or_create(agreement=id, number=number, defaults=told)
    if not new and found.digest != agreement.digest and found.state == State.PUBLISHED:
        raise ChangedVersion("agreements.shipped", version=str(found))
    if new:
        index_versions([found])
        journal.record(
            "agreements.version_installed", subject=subject_of(found), actor=actor, at=at,
            clauses=("3.4",), after={"version": str(found), "digest": found.digest},
        )  # fmt: skip
    return found


def _beside(file: Traversable) -> str:
    return file.read_text("utf-8") if file.is_file() else ""
