"""The monthly review of one client over all articles: as a page and as a file."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pikepdf
import pytest

from tenir.apps.reports import queries
from tenir.integrations.report.pack import file_name, pack_pdf, sections, sentence
from tenir.viewer import NotSeen
from tests.stories.world import World

pytestmark = pytest.mark.django_db
OCTOBER = datetime(2026, 10, 15, 9, tzinfo=UTC)


def rows(pack, language="en"):
    return {section.name: section.rows for section in sections(pack, language)}


@pytest.mark.clause("5.4")
def test_september_2026_of_a_client_is_told_over_all_articles(world: World) -> None:
    side = world.sides[0]
    pack = queries.pack(world.cast.olga, side.organisation, "2026-09", at=OCTOBER)
    told = rows(pack)
    assert set(told) == {"decisions", "broken", "owed", "months", "outages", "requests",
                         "backups", "updates", "works"}  # fmt: skip
    assert [row[2] for row in told["months"]] == ["missed"]
    assert told["months"][0][1] == "99.027 %"
    assert told["outages"]
    assert told["broken"]
    assert f"missed: {len(pack.broken)}" in sentence(pack, "en")


@pytest.mark.clause("5.4")
def test_both_parties_have_the_same_sheet_and_a_stranger_none(world: World) -> None:
    side, other = world.sides
    alice = getattr(world.cast, side.main)
    mine = queries.pack(alice, side.organisation, "2026-09", at=OCTOBER)
    theirs = queries.pack(world.cast.olga, side.organisation, "2026-09", at=OCTOBER)
    assert rows(mine) == rows(theirs)
    with pytest.raises(NotSeen):
        queries.pack(getattr(world.cast, other.main), side.organisation, "2026-09", at=OCTOBER)
    assert other.word not in str(rows(theirs))


@pytest.mark.clause("5.4")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_file_for_the_meeting_says_what_the_page_says(world: World, language) -> None:
    side = world.sides[0]
    pack = queries.pack(world.cast.olga, side.organisation, "2026-09", at=OCTOBER)
    body = pack_pdf(pack, language)
    assert body == pack_pdf(pack, language)
    assert file_name(pack, language).endswith("-2026-09.pdf")
    with pikepdf.open(io.BytesIO(body)) as pdf:
        assert str(pdf.Root.Lang).startswith(language)
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as told:
            assert (
                side.word in told["dc:title"] or pack.client.organisation.name in told["dc:title"]
            )
