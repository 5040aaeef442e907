"""The agreement's words beside its terms: what the terms cite, the words must have.

Clause: 3.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tenir.terms.agreement import Agreement
from tenir.terms.loading import Fault

LETTERS = "abcdefghi"  # of a list inside a clause: 5.5a is in the passage 5.5
_HEADING = re.compile(r"### (\S+) · (.+)")


@dataclass(frozen=True, slots=True)
class Passage:
    """What the agreement says in one clause: its number, its title, its words as Markdown."""

    number: str
    title: str
    words: str


def passages(text: str) -> dict[str, Passage]:
    """The agreement's words, clause by clause, in their order.

    Clause: 3.4.
    """
    found: dict[str, Passage] = {}
    heading, lines = "", list[str]()
    for line in [*text.splitlines(), "# "]:
        if not line.startswith(("# ", "## ", "### ")):
            lines.append(line)
            continue
        if read := _HEADING.fullmatch(heading):
            number, title = read.groups()
            found[number] = Passage(number, title, "\n".join(lines).strip())
        heading, lines = line, []
    return found


def passage_of(citation: str) -> str:
    """The passage in which a citation stands: 5.5b stands in 5.5."""
    return citation.rstrip(LETTERS)


def missing_passages(agreement: Agreement, text: str, name: str = "") -> Iterator[Fault]:
    """The clauses that the agreement's terms cite and that its text does not have.

    A passage is headed by a line `### 5.5 · Title` of the Markdown.
    Clause: 3.4.
    """
    found = agreement.convention
    headings = {line.split()[1] for line in text.splitlines() if line.startswith("### ")}
    parts = [*found.calendars.values(), *found.terms.values(), *found.overrides]
    cited = {passage_of(number) for part in parts for number in part.clause}
    for number in sorted(cited - headings):
        yield Fault("text.missing", name or found.agreement.text or "", number=number)
