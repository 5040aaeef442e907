"""The journal is narrowed in words, and by the codes of addresses that were kept."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from tenir import clock
from tenir.apps.accounts.models import Person
from tenir.apps.journal.models import Entry
from tenir.apps.journal.services import record
from tenir.ui.fact_words import FACTS, KINDS
from tests.cast import Cast
from tests.faces.test_deeds import as_
from tests.faces.test_pages import cast

__all__ = ["cast"]
GROUP = re.compile(r'<optgroup label="([^"]*)">(.*?)</optgroup>', re.DOTALL)
OPTION = re.compile(r'<option value="([^"]*)"( selected)?>([^<]*)</option>')
ROW = re.compile(r"<tr><td.*?</tr>", re.DOTALL)
FACES = [("anna", "/console/journal/"), ("alice", "/portal/journal/")]


@pytest.fixture(autouse=True)
def told(cast: Cast) -> None:
    """Two facts about request 43, one about quote 43, one about request 4."""
    for verb, subject in (
        ("penalties.claimed", "request/43"), ("penalties.claimed_late", "request/43"),
        ("orders.quote_asked", "quote/43"), ("penalties.claimed", "request/4"),
    ):  # fmt: skip
        record(verb, subject=subject, actor=cast.sam, at=clock.now(), client=cast.martin.pk)


def select(page: str, name: str) -> str:
    return html.unescape(page.partition(f'name="{name}">')[2].partition("</select>")[0])


def found(cast: Cast, face: tuple[str, str], **asked: Any) -> list[tuple[str, str]]:
    """The facts that are listed, by their codes, and what each is about."""
    file = as_(cast, face[0]).get(face[1], {**asked, "format": "json"})
    rows = file.streaming_content  # type: ignore[attr-defined]
    told = re.findall(r'"verb": "([^"]*)", "subject": "([^"]*)"', b"".join(rows).decode())
    return [(verb, about) for verb, about in told if about.endswith(("/4", "/43"))]


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(
    ("language", "area", "words"),
    [("fr", "Pénalités", "Pénalité demandée"), ("en", "Penalties", "Penalty claimed")],
)
def test_a_fact_is_chosen_in_words_among_those_of_its_area(
    cast: Cast, face: tuple[str, str], language: str, area: str, words: str
) -> None:
    Person.objects.update(language=language)
    page = as_(cast, face[0]).get(face[1]).content.decode()
    groups = {name: OPTION.findall(some) for name, some in GROUP.findall(select(page, "verb"))}
    assert ("penalties.claimed", "", words) in groups[area]
    offered = {value for some in groups.values() for value, _, _ in some}
    told = Entry.objects.filter(client=cast.martin.pk).values_list("verb", flat=True)
    assert offered == (set(FACTS) if face[0] == "anna" else set(FACTS).intersection(told))
    assert {"penalties.claimed", "orders.quote_asked"} < offered
    assert list(groups) == sorted(groups, key=lambda name: name.replace("É", "E"))
    assert {value for value, _, _ in OPTION.findall(select(page, "subject"))} == {
        "", *(f"{kind}/" for kind in KINDS),
    }  # fmt: skip


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(
    ("asked", "verbs"),
    [
        ({"verb": "penalties.claimed"}, ["request/4", "request/43"]),
        ({"verb": "penalties.claimed_"}, ["request/43"]),
        ({"verb": "penalties."}, ["request/4", "request/43", "request/43"]),
        ({"subject": "quote/"}, ["quote/43"]),
        ({"subject": "request/43"}, ["request/43", "request/43"]),
        ({"number": "43"}, ["quote/43", "request/43", "request/43"]),
        ({"subject": "request/", "number": "DA-000043"}, ["request/43", "request/43"]),
        ({"subject": "request/", "number": "4"}, ["request/4"]),
        ({"area": "orders", "number": "43"}, ["quote/43"]),
        ({"verb": "nothing.of_ours"}, []),
    ],
)
def test_what_is_chosen_and_the_codes_of_before_narrow(
    cast: Cast, face: tuple[str, str], asked: dict[str, str], verbs: list[str]
) -> None:
    assert sorted(about for _, about in found(cast, face, **asked)) == verbs


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"verb": "penalties.claimed"}, ("verb", "Penalty claimed")),
        ({"verb": "penalties."}, ("verb", "penalties.")),
        ({"subject": "request/43"}, ("subject", "Request 43")),
        ({"subject": "request/"}, ("subject", "Request")),
    ],
)
def test_what_narrows_stays_chosen_in_words(
    cast: Cast, asked: dict[str, str], shown: tuple[str, str]
) -> None:
    Person.objects.update(language="en")
    page = as_(cast, "anna").get("/console/journal/", asked).content.decode()
    name, words = shown
    (chosen,) = [each for each in OPTION.findall(select(page, name)) if each[1]]
    assert (chosen[0], chosen[2]) == (asked[name], words)


def test_the_file_has_the_codes_as_before(cast: Cast) -> None:
    file = as_(cast, "anna").get("/console/journal/", {"number": "43", "format": "csv"})
    lines = b"".join(file.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 4
    assert all(("/43" in line and "penalties" in line) or "orders" in line for line in lines[1:])


def test_an_area_of_which_nothing_is_on_record_is_not_offered_and_asked_for_finds_nothing(
    cast: Cast,
) -> None:
    Person.objects.update(language="en")
    at = "/portal/journal/"
    page = as_(cast, "alice").get(at, {"area": "background"}).content.decode()
    assert '<option value="background" selected>' in page
    assert "Nothing matches these filters" in page
    assert '<option value="background"' not in as_(cast, "alice").get(at).content.decode()
