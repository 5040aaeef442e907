"""The monthly review of one client over all articles: as a page and as a file."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime
from html import unescape

import pikepdf
import pytest
from django.test import Client
from django.utils.html import strip_tags
from pypdf import PdfReader

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.reports import queries
from tenir.integrations.report.pack import file_name, pack_pdf, sections, sentence
from tenir.terms import phrases
from tenir.viewer import SYSTEM, NotSeen
from tests.stories.world import HELPED, NOW, World

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
                         "responses", "backups", "updates", "works"}  # fmt: skip
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


def plain(text: str) -> str:
    """As a person reads it: tags, breaks of lines and narrow spaces aside."""
    return re.sub(r"[\s\xa0\u202f]+", "", unescape(strip_tags(text)))


def listed(browser: Client, page: str, **asked: str) -> list[dict[str, object]]:
    """All rows of a list of the portal, as its own file has them."""
    answer = browser.get(f"/portal/{page}/", {**asked, "format": "json"})
    return json.loads(b"".join(answer.streaming_content))


@pytest.fixture
def meeting(world: World):
    """Martin's September as it stands now, its pages in English, the main contact's browser."""
    side, browser = world.sides[0], Client(headers={"accept-language": "en"})
    Person.objects.filter(pk=side.person).update(language="en")
    browser.force_login(Person.objects.get(pk=side.person))
    pack = queries.pack(world.cast.alice, side.organisation, "2026-09", at=clock.now())
    return pack, side, browser


@pytest.mark.clause("5.4", "7.14")
def test_the_page_and_the_file_hold_every_cell_of_every_part(meeting) -> None:
    pack, side, browser = meeting
    told = sections(pack, "en")
    page = browser.get(f"/portal/months/2026-09/review/{side.organisation}/").content.decode()
    file = PdfReader(io.BytesIO(pack_pdf(pack, "en")))
    printed = plain(" ".join(each.extract_text() for each in file.pages)).replace("-", "")
    cells = [cell for section in told for row in section.rows for cell in (*row, section.title)]
    assert len(cells) > 40
    shown = plain(page).casefold()  # its lines begin with a capital
    assert [cell for cell in cells if plain(cell).casefold() not in shown] == []
    assert [cell for cell in cells if plain(cell).replace("-", "") not in printed] == []


@pytest.mark.clause("5.4")
def test_its_rate_seconds_and_penalty_are_those_of_the_months_page(meeting) -> None:
    pack, side, browser = meeting
    ((_line, rate, _state, counted, penalty),) = rows(pack)["months"]
    page = plain(browser.get(f"/portal/months/{side.frozen}/").content.decode())
    assert plain(rate) in page
    assert plain(counted) in page
    right = plain(browser.get(f"/portal/penalties/{side.right}/").content.decode())
    assert plain(penalty) in right


@pytest.mark.clause("5.4", "7.14")
def test_its_outages_requests_and_promises_are_those_of_the_lists_and_no_other(meeting) -> None:
    pack, side, browser = meeting
    september = [each for each in listed(browser, "outages") if str(each["start"])[:7] == "2026-09"]
    assert len(rows(pack)["outages"]) == len([e for e in september if e["state"] != "unmeasured"])
    later = queries.pack(SYSTEM, side.organisation, f"{HELPED:%Y-%m}", at=NOW)
    numbers = {str(each["number"]) for each in listed(browser, "requests")}
    assert numbers == {row[0].partition(" · ")[0] for row in rows(later)["requests"]}
    owed = listed(browser, "commitments", owed_by="client", state="running")
    assert len(owed) == len([each for each in pack.owed if each.state == "running"])
    publishers = listed(browser, "commitments", owed_by="publisher")
    assert sum(pack.counts.values()) <= len(publishers)
    figures = [int(each) for each in re.findall(r"\d+", sentence(pack, "en"))]
    assert figures == [pack.counts.get("kept", 0), len(pack.broken), len(rows(pack)["decisions"])]


@pytest.mark.clause("5.4", "5.7", "3.2")
def test_what_is_to_be_decided_is_what_the_pages_ask_the_client_for(meeting) -> None:
    pack, _side, browser = meeting
    said = " ".join(row[0] for row in rows(pack)["decisions"])
    assert len(rows(pack)["decisions"]) == (
        len(pack.rights) + len(pack.versions) + len(pack.quotes) + len(pack.unread)
        + len(pack.claims)
    )  # fmt: skip
    to_claim = browser.get("/portal/penalties/").content.decode()
    for right in pack.rights:
        assert plain(phrases.amount(right.amount, "en")) in plain(to_claim)
    for quote in pack.quotes:
        assert quote.wish in said
    assert {each.version.number for each in pack.unread} == {"5.2"}
    assert "5.2" in said
