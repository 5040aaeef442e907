"""What a message carries beside its words: the reports of a month, written when it is sent.

They are written from what is frozen: every attempt carries the same bytes, and none is kept twice.

Clause: 5.4.
"""

from __future__ import annotations

from collections.abc import Iterator

from tenir.apps.notices.queries import Notice
from tenir.apps.reports import queries as reports
from tenir.terms.phrases import Language
from tenir.viewer import SYSTEM

MOST = 10  # reports of one message; the others are downloaded


def files_of(notice: Notice) -> Iterator[tuple[str, str, bytes]]:
    """The name, the media type and the bytes of each file.

    Clause: 5.4.
    """
    if notice.kind != "reports.month_report":
        return
    from tenir.integrations.report.frozen import TYPES, file_of, name_of  # noqa: PLC0415  typst

    language: Language = "en" if notice.language == "en" else "fr"
    for id in notice.values["statements"][:MOST]:
        row = reports.frozen_row(SYSTEM, id)
        yield name_of(row, "pdf"), TYPES["pdf"], file_of(row, "pdf", language=language)
