"""A fact is written once, with what names people apart."""

from datetime import UTC, datetime

from tenir.apps.journal.queries import entries
from tenir.apps.journal.services import record
from tenir.viewer import SYSTEM
from tests.cast import Cast

MARCH_2 = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_on_2_march_a_fact_is_written_with_what_names_people_apart(cast: Cast) -> None:
    key = record(
        "accounts.person_invited", subject="invitation/1", actor=cast.adam, at=MARCH_2,
        after={"role": "agent"}, personal={"email": "zoe@example.org"},
    )  # fmt: skip
    entry = entries(SYSTEM).get(pk=key)
    assert (entry.after, entry.personal.told) == ({"role": "agent"}, {"email": "zoe@example.org"})
