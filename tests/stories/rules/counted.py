"""Queries that are no rows: those that count, and those that say nothing of a client's."""

from __future__ import annotations

from collections.abc import Callable

from tenir.apps.commitments import queries as commitments
from tenir.apps.notices import queries as notices
from tenir.viewer import Viewer
from tests.stories.rules.row import NOWHERE
from tests.stories.world import NOTIFIED, NOW

EARLY = NOTIFIED.replace(year=2000)  # nothing is overdue yet, which would count as missed

# Each counts what the viewer may see, and not a row more.
COUNTED: dict[str, Callable[[Viewer], tuple[int, int]]] = {
    "commitments.counts": lambda viewer: (
        sum(
            commitments.counts(viewer, now=NOTIFIED)[state]
            for state in commitments.Commitment.State.values
        ),
        commitments.commitments(viewer).count(),
    ),
    "commitments.alike": lambda viewer: (
        sum(line.number for line in commitments.alike(viewer, {}, most=NOWHERE)[0]),
        commitments.commitments(viewer).count(),
    ),
    "commitments.standing_by_kind": lambda viewer: (
        sum(
            each.running
            for each in commitments.standing_by_kind(viewer, since=NOTIFIED, now=EARLY)
        ),
        commitments.commitments(viewer, state="running").count(),
    ),
    "notices.unread_count": lambda viewer: (
        notices.unread_count(viewer), notices.inbox(viewer).filter(read_at=None).count(),
    ),
    "notices.outbox": lambda viewer: (
        sum(notices.outbox(viewer, now=NOW).states.values()),
        notices.notices(viewer).count() if viewer.is_staff else 0,
    ),
}  # fmt: skip

SAYS_NOTHING = {
    "agreements.update_file": "products are nobody's; test_platform says who may fetch",
    "agreements.update_files": "products are nobody's; test_platform says who may fetch",
    "agreements.closed_pages": "pages of one's own account, by the contracts that one may see",
    "agreements.must_be_open": "the same, as a refusal",
    "agreements.version_in_force": "published to everyone; tests/faces/api/test_rules.py",
    "accounts.unsent": "what the viewer typed; tests/faces/test_unsent.py",
    "accounts.where_sent": "where the viewer's own form led; tests/faces/test_unsent.py",
    "accounts.allowed_by_token": "judges the viewer's own token, and returns nothing",
    "commitments.standing_by_client": "nothing here: nothing is missed; tests/apps/commitments",
    "maintenance.stops": "the agreement's, of what one runs: none here; tests/apps/maintenance",
    "maintenance.stops_of": "the agreement's, of what one runs: none here; tests/apps/maintenance",
    "releases.lines_without": "nothing here: each line has both; tests/apps/releases",
    "support.merged_into": "nothing here: nothing is merged; tests/apps/support/test_restricted.py",
    "journal.reserved_from": "what the queries of other apps leave out",
}
