"""The agreement's words beside its terms: what the terms cite, the words must have.

Clause: 3.4.
"""

from __future__ import annotations

from collections.abc import Iterator

from tenir.terms.agreement import Agreement
from tenir.terms.loading import Fault

LETTERS = "abcdefghi"  # of a list inside a clause: 5.5a is in the passage 5.5


def missing_passages(agreement: Agreement, text: str, name: str = "") -> Iterator[Fault]:
    """The clauses that the agreement's terms cite and that its text does not have.

    A passage is headed by a line `### 5.5 · Title` of the Markdown.
    Clause: 3.4.
    """
    found = agreement.convention
    headings = {line.split()[1] for line in text.splitlines() if line.startswith("### ")}
    parts = [*found.calendars.values(), *found.terms.values(), *found.overrides]
    cited = {number.rstrip(LETTERS) for part in parts for number in part.clause}
    for number in sorted(cited - headings):
        yield Fault("text.missing", name or found.agreement.text or "", number=number)
