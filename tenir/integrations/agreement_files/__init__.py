"""Agreement files on disk: those shipped with Tenir, and a publisher's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from tenir.terms import passages
from tenir.terms.agreement import Agreement
from tenir.terms.cases import case_count, failing_cases
from tenir.terms.errors import Refused
from tenir.terms.loading import Fault, load
from tenir.terms.versions import Version, in_force, read_versions

SHIPPED = Path(str(files("tenir"))) / "conventions"
REFERENCE = "saas-reference"
LARGEST = 64 << 20  # of a file that is read whole: agreements, contracts, works, reports


class UnreadableFile(Refused):
    """A file that cannot be opened, or that is not text."""


class UnknownAgreement(Refused):
    """No agreement at hand has that digest."""


def read_bytes(path: Path, *, most: int = LARGEST) -> bytes:
    """The bytes of a file that people write; UnreadableFile where it cannot be one."""
    try:
        size = path.stat().st_size
        if size > most:
            raise UnreadableFile("file.large", str(path), size=size >> 20, most=most >> 20)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile("file.unreadable", str(path), problem=error.strerror or "") from None


def read_text(path: Path) -> str:
    """The text of a file; UnreadableFile says what is wrong with it."""
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile("file.encoding", str(path), at=error.start) from None


@lru_cache(maxsize=16)
def shipped_versions() -> list[Version]:
    """The versions that ship with Tenir, oldest first."""
    return read_versions(read_text(SHIPPED / "versions.yaml"))


@lru_cache(maxsize=16)
def agreement_at(path: Path) -> Agreement:
    """The agreement of a file."""
    return load(read_text(path), path.name)


def reference(on: date | None = None) -> Agreement:
    """The reference agreement in force on that day, the latest without one."""
    if on is None:
        return agreement_at(path_of(shipped_versions()[-1]))
    return agreement_at(path_of(in_force(shipped_versions(), agreement=REFERENCE, on=on)))


def path_of(version: Version) -> Path:
    """Where a shipped version stands."""
    return SHIPPED / version.convention


def with_digest(digest: str, *, own: Path | None = None) -> Agreement:
    """The agreement with that digest, among one's own file and those shipped."""
    paths = [own] if own else [path_of(version) for version in shipped_versions()]
    for path in paths:
        if agreement_at(path).digest == digest:
            return agreement_at(path)
    raise UnknownAgreement("agreement.digest", digest=digest[:19], tried=", ".join(map(str, paths)))


def cases_beside(path: Path) -> Path | None:
    """The acceptance cases that travel with a convention file, where it has any."""
    beside = path.with_name("cases.yaml")
    return beside if beside.is_file() else None


def faults_of_cases(agreement: Agreement, path: Path) -> tuple[int, list[Fault]]:
    """How many cases a file has, and those that do not come out."""
    text = read_text(path)
    return case_count(text, path.name), failing_cases(agreement, text, path.name)


def missing_passages(agreement: Agreement, path: Path) -> Iterator[Fault]:
    """The clauses that the agreement's terms cite and that its text does not have."""
    name = agreement.convention.agreement.text
    if name is None:
        return
    yield from passages.missing_passages(agreement, read_text(path.with_name(name)), name)
