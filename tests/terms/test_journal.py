"""The journal's proof: one way to write, links that hold, and a name for whatever does not."""

from __future__ import annotations

import json
import string
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.terms.errors import Refused
from tenir.terms.journal import (
    FIRST,
    canonical,
    digest_of,
    instant,
    link_after,
    personal_digest,
    plain,
)
from tenir.terms.journal_chain import Fault, Link, Mark, Verdict, followed, mark_of
from tenir.terms.journal_export import export_verdict, header, line_of, withheld_line_of
from tenir.terms.phrases import learn
from tenir.terms.phrases_journal import PHRASES

learn(PHRASES)
MARCH_2 = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Audience(StrEnum):
    STAFF = "staff"


# --- the one way to write -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (7, "7"),
        ("é", '"é"'),
        ({"b": 1, "a": (2, [3])}, '{"a":[2,[3]],"b":1}'),
        ({1: {"x", "a"}}, '{"1":["a","x"]}'),
        (MappingProxyType({"b": 1}), '{"b":1}'),
        (type("Words", (str,), {})("é"), '"é"'),
        (type("Count", (int,), {})(7), "7"),
        (Audience.STAFF, '"staff"'),
        (Decimal("0.990"), '"0.990"'),
        (Fraction(1, 3), '"1/3"'),
        (date(2026, 3, 2), '"2026-03-02"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (
            datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=1))),
            '"2026-03-02T09:00:00.000000+00:00"',
        ),
        ("a\0b\ud800", '"a\ufffdb\ufffd"'),
    ],
)
def test_a_value_is_written_in_one_way(value: object, written: str) -> None:
    assert canonical(plain(value)) == written


@pytest.mark.parametrize("value", [0.1, {"rate": 0.995}, [b"bytes"], object()])
def test_what_json_does_not_hold_exactly_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="Decimal or whole numbers"):
        plain(value)


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.none()))
def test_what_is_written_is_read_back_and_written_the_same(value: dict[str, Any]) -> None:
    once = canonical(plain(value))
    assert canonical(json.loads(once)) == once
    assert once.encode()


def test_without_its_salt_a_personal_part_has_another_digest() -> None:
    told = {"email": "zoe@example.org"}
    assert personal_digest("a", told) != personal_digest("b", told)


def test_a_phrase_quotes_the_same_in_both_languages() -> None:
    for texts in PHRASES.values():
        french, english = (
            {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in texts
        )
        assert french == english


# --- the chain ------------------------------------------------------------------------------------


def chain(length: int, *, start: str = "fact") -> list[Link]:
    links, link = [], FIRST
    for position in range(1, length + 1):
        digest = personal_digest(str(position), {"is": start})
        link = link_after(link, digest)
        links.append(Link(100 + position, position, digest, link, digest))
    return links


def verdict(links: Sequence[Link], *marks: Mark) -> Verdict:
    return followed(links, again=lambda: links, marks=marks)


def head_of(links: Sequence[Link]) -> Mark:
    return Mark(links[-1].position, links[-1].link)


SOUND = chain(6)
HEAD = head_of(SOUND)


def test_a_sound_chain_holds_up_to_its_head_and_to_every_mark_kept_of_it() -> None:
    marks = [Mark(link.position, link.link) for link in SOUND]
    found = verdict(SOUND, Mark(), *marks)
    assert (found.holds, found.entries, found.head) == (True, 6, HEAD)


def test_a_chain_of_nothing_holds() -> None:
    assert verdict([], Mark()) == Verdict(0, Mark())


def moved(links: Sequence[Link], positions: Sequence[int]) -> list[Link]:
    return [link._replace(position=at) for link, at in zip(links, positions, strict=True)]


def altered_and_redigested() -> list[Link]:
    other = personal_digest("x", {})
    return [*SOUND[:2], SOUND[2]._replace(digest=other, found=other), *SOUND[3:]]


def inserted() -> list[Link]:
    forged = personal_digest("forged", {})
    new = Link(999, 3, forged, link_after(SOUND[1].link, "0"), forged)
    return [*SOUND[:2], new, *moved(SOUND[2:], range(4, 8))]


SPOILT = {
    "an entry says something else": (
        [*SOUND[:2], SOUND[2]._replace(found="0"), *SOUND[3:]],
        Fault("altered", 3, 103),
    ),
    "it does, and its digest with it": (altered_and_redigested(), Fault("altered", 3, 103)),
    "a link was written over": (
        [*SOUND[:2], SOUND[2]._replace(link="0" * 64), *SOUND[3:]],
        Fault("altered", 3, 103),
    ),
    "an entry is gone": ([*SOUND[:2], *SOUND[3:]], Fault("missing", 3)),
    "the first is gone": (SOUND[1:], Fault("missing", 1)),
    "an entry is gone, and the next ones moved up": (
        moved([*SOUND[:2], *SOUND[3:]], range(1, 6)),
        Fault("missing", 3),
    ),
    "the last are gone": (SOUND[:4], Fault("missing", 5)),
    "all are gone": ([], Fault("missing", 1)),
    "an entry came in between": (inserted(), Fault("inserted", 3, 999)),
    "a position is there twice": (
        [*SOUND[:3], SOUND[2], *SOUND[3:]],
        Fault("inserted", 4, 103),
    ),
    "two entries changed places": (
        moved([SOUND[0], SOUND[2], SOUND[1], *SOUND[3:]], range(1, 7)),
        Fault("reordered", 2, 103),
    ),
    "the first went to the end": (
        moved([*SOUND[1:], SOUND[0]], range(1, 7)),
        Fault("reordered", 1, 102),
    ),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_chain_names_the_first_entry_that_tells(case: str) -> None:
    links, fault = SPOILT[case]
    assert verdict(links, HEAD).fault == fault


def test_a_chain_written_anew_is_told_by_a_mark_kept_elsewhere() -> None:
    anew = chain(6, start="lie")
    assert verdict(anew, head_of(anew)).holds
    found = verdict(anew, head_of(anew), Mark(4, SOUND[3].link))
    assert found.fault == Fault("rewritten", 4, 104)


def test_a_mark_is_written_and_read_back() -> None:
    assert mark_of(f" {HEAD}\n") == HEAD


@pytest.mark.parametrize("text", ["", "6", f"x:{FIRST}", "6:abc", f"-1:{FIRST}", f"6:{'Z' * 64}"])
def test_what_is_no_mark_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="POSITION:LINK"):
        mark_of(text)


@given(st.integers(0, 5), st.integers(0, 5), st.sampled_from(["cut", "swap", "alter"]))
def test_whatever_is_spoilt_is_found_at_or_before_its_place(one: int, two: int, how: str) -> None:
    links = list(SOUND)
    if how == "cut":
        del links[one]
    elif how == "swap":
        links[one], links[two] = links[two], links[one]
    else:
        links[one] = links[one]._replace(found="other")
    found = verdict(moved(links, range(1, len(links) + 1)), HEAD)
    assert found.holds == (how == "swap" and one == two)
    if found.fault:
        assert found.fault.position <= max(one, two if how == "swap" else one) + 1


# --- an export ------------------------------------------------------------------------------------


def exported(count: int = 3, *, personal: bool = True) -> list[str]:
    lines, link = [], FIRST
    for number in range(1, count + 1):
        told = {"name": "Zoé"} if number == 2 else {}
        entry: dict[str, Any] = {
            "verb": "orders.quote_sent", "subject": f"quote/{number}", "client": 7, "actor": "x",
            "happened_at": instant(MARCH_2), "recorded_at": instant(MARCH_2), "clauses": ["2.6"],
            "before": None, "after": {"number": number},
            "personal_digest": personal_digest("salt", told) if told else "",
        }  # fmt: skip
        entry["digest"] = digest_of(entry)
        link = link_after(link, entry["digest"])
        entry |= {"client_position": number, "client_link": link, "position": 10 * number}
        kept = {"salt": "salt", "told": told} if told and personal else None
        lines.append(line_of(entry, personal=kept))
    head = Mark(count, link)
    return [header(client=7, number="C-001", head=head, made_at=instant(MARCH_2)), *lines]


def spoilt(lines: list[str], number: int, **change: object) -> list[str]:
    line = json.loads(lines[number]) | change
    return [*lines[:number], canonical(line), *lines[number + 1 :]]


def test_an_export_proves_itself_and_tells_what_was_erased() -> None:
    assert export_verdict(exported()).holds
    found = export_verdict([*exported(personal=False), "\n"])
    assert (found.holds, found.erased, found.entries) == (True, 1, 3)


def withheld(lines: list[str], number: int) -> list[str]:
    """The export with that entry's content kept from its reader."""
    return [*lines[:number], withheld_line_of(json.loads(lines[number])), *lines[number + 1 :]]


def test_an_entry_that_is_withheld_tells_nothing_and_the_chain_still_holds() -> None:
    lines = withheld(exported(), 2)
    assert json.loads(lines[2]).keys() < json.loads(exported()[2]).keys() | {"withheld"}
    assert "after" not in lines[2]
    assert export_verdict(lines).holds
    assert not export_verdict(spoilt(lines, 2, digest="0" * 64)).holds
    assert not export_verdict(lines[:2] + lines[3:]).holds


def test_an_export_of_nothing_holds() -> None:
    assert export_verdict(exported(0)).holds


EXPORTS = {
    "a fact altered": (spoilt(exported(), 3, after={"number": 9}), Fault("altered", 3, 4)),
    "another client's fact": (spoilt(exported(), 1, client=8), Fault("altered", 1, 2)),
    "a fact left out": (exported()[:2] + exported()[3:], Fault("missing", 2)),
    "the end cut off": (exported()[:-1], Fault("missing", 3)),
    "a fact added": ([exported(2)[0], *exported(3)[1:]], Fault("inserted", 3)),
    "a name altered": (
        spoilt(exported(), 2, personal={"salt": "salt", "told": {"name": "Léa"}}),
        Fault("personal_altered", 2, 3),
    ),
    "a name without its salt": (
        spoilt(exported(), 2, personal="Léa"),
        Fault("personal_altered", 2, 3),
    ),
}


@pytest.mark.parametrize("case", EXPORTS)
def test_a_spoilt_export_names_the_first_entry_that_tells(case: str) -> None:
    lines, fault = EXPORTS[case]
    assert export_verdict(lines).fault == fault


def test_an_export_made_anew_is_told_by_the_head_of_an_earlier_one() -> None:
    assert export_verdict(exported(), mark=Mark(2, "0" * 64)).fault == Fault("rewritten", 2, 3)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["{}"],
        ["[]"],
        ["not json"],
        ['{"a": 0.5}'],
        ['{"a": NaN}'],
        spoilt(exported(), 0, format="other"),
        spoilt(exported(), 0, head="none"),
        [*exported(), "{}"],
        spoilt(exported(), 1, client_position="1"),
        ["[" * 100_000],
    ],
)
def test_what_is_no_export_is_refused(lines: list[str]) -> None:
    with pytest.raises(Refused):
        export_verdict(lines)
