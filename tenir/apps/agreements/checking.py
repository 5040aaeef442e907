"""Whether an agreement's three texts are sound, and whether they can be kept as a draft.

Clause: 3.4.
"""

from __future__ import annotations

from functools import lru_cache

from tenir.apps.agreements.models import Version
from tenir.apps.agreements.rights import must_keep
from tenir.terms.agreement import Agreement
from tenir.terms.cases import failing_cases
from tenir.terms.errors import Refused
from tenir.terms.loading import Fault, FaultyConvention, load
from tenir.terms.numbering import number_place
from tenir.terms.passages import missing_passages
from tenir.viewer import Viewer

LARGEST = 4 << 20  # characters of an agreement's file, its words or its cases
LONGEST = 20  # characters of a version's number


class NotADraft(Refused):
    """A version that is published already: it never changes."""


def checked(convention: str, text: str = "", cases: str = "") -> Agreement:
    """The agreement of that file, its cases and its words, or FaultyConvention with all mistakes.

    The same checks as `tenir convention check`.
    """
    for name, given in (("convention", convention), ("text", text), ("cases", cases)):
        if len(given) > LARGEST:
            given_mb, most = len(given) >> 20, LARGEST >> 20
            raise FaultyConvention([Fault("file.large", name, size=given_mb, most=most)])
        if "\0" in given:
            raise FaultyConvention([Fault("file.encoding", name, at=given.index("\0"))])
    return _sound(convention, text, cases)


@lru_cache(maxsize=8)  # the same three texts are sound once and for all
def _sound(convention: str, text: str, cases: str) -> Agreement:
    agreement = load(convention)
    faults = failing_cases(agreement, cases) if cases.strip() else []
    if agreement.convention.agreement.text is not None:
        faults += missing_passages(agreement, text)
    if faults:
        raise FaultyConvention(faults)
    return agreement


def checked_draft(convention: str, text: str = "", cases: str = "", *, actor: Viewer) -> Agreement:
    """The agreement of that file where `draft_version` would keep it.

    Raises FaultyConvention, and NotADraft where a version with its number is published: both say
    at which line.
    Clause: 3.4.
    """
    must_keep(actor)
    agreement = checked(convention, text, cases)
    header = agreement.convention.agreement
    if not 0 < len(header.version) <= LONGEST:
        where = number_place(convention)
        raise FaultyConvention([Fault("agreements.version_number", where, most=LONGEST)])
    same = Version.objects.filter(agreement=header.id, number=header.version)
    if same.exclude(state=Version.State.DRAFT).exists():
        raise taken(convention, f"{header.id} {header.version}")
    return agreement


def taken(convention: str, version: str) -> NotADraft:
    """The refusal of a file whose number is that of a published version, at its line."""
    return NotADraft("agreements.not_a_draft", number_place(convention), version=version)
