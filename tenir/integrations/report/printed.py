"""What a report's pages say, held against what they should: the figure that was altered, by name.

The recomputed statement is laid out again. Equal bytes end the matter; else the words of both are
aligned, so that another version of typst, which may break pages elsewhere, makes no difference.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from itertools import zip_longest
from typing import Any

from tenir.integrations.report.moved import Difference
from tenir.integrations.report.page import document
from tenir.integrations.report.pdf import write_pdf
from tenir.integrations.report.phrases import say
from tenir.integrations.report.reading import Reading, read_pdf
from tenir.integrations.report.reckoning import UNKNOWN
from tenir.terms.phrases import Language
from tenir.terms.readings import Words

Word = tuple[str, int]  # with its page, from 1
Op = tuple[str, int, int, int, int]

NAMELESS = 5  # a row that begins with so few letters bears a number or a clause, not a name


@dataclass(frozen=True, slots=True)
class Printed:
    """Whether the file is, byte for byte, what Tenir writes; if not, what its pages say else."""

    identical: bool
    moved: tuple[Difference, ...]


def printed_differences(
    given_pdf: bytes, fresh_statement: Mapping[str, Any], *,
    attachments: Mapping[str, bytes], language: Language, readings: Words = UNKNOWN,
) -> Printed:  # fmt: skip
    """The pages of a report held against those of that statement, in the report's own language.

    `attachments` is the evidence that the report carries, without the statement. A figure is
    named as the report prints it, what has no name on its pages in `language`.
    """
    given = read_pdf(given_pdf)
    written = given.language
    given_with: dict[str, Any] = {"attachments": attachments, "readings": readings}
    fresh = write_pdf(fresh_statement, language=written, **given_with)
    if fresh == given_pdf:
        return Printed(identical=True, moved=())
    said = document(fresh_statement, language=written, **given_with)
    laid_out = read_pdf(fresh)
    redrawn = _redrawn(given, laid_out)
    if not redrawn:
        return Printed(identical=False, moved=(_something_else(language),))
    moved = list(_moved_words(_pages(given, laid_out, redrawn), laid_out.pages, said, language))
    if given.writer == laid_out.writer:
        moved += _moved_drawings(given, laid_out, {one.page for one in moved}, language)
    return Printed(identical=False, moved=tuple(moved))


# --- the words -------------------------------------------------------------------------------


def _redrawn(given: Reading, fresh: Reading) -> set[int]:
    """The pages, from 0, that are not drawn the same."""
    pairs = zip_longest(given.drawings, fresh.drawings)
    return {index for index, (theirs, ours) in enumerate(pairs) if theirs != ours}


def _pages(given: Reading, fresh: Reading, redrawn: set[int]) -> list[str]:
    """What the given pages say; those drawn as ours say the same, and need no reading."""
    return [
        given.page(index) if index in redrawn else fresh.pages[index]
        for index in range(len(given.drawings))
    ]


def _moved_words(
    given: Sequence[str], fresh: Sequence[str], said: Mapping[str, Any], language: Language
) -> Iterator[Difference]:
    ours, theirs = _words(fresh, said), _words(given, said)
    pieces, heads = list(_located(ours, said)), _heads(said)
    matcher = SequenceMatcher(None, [w for w, _ in theirs], [w for w, _ in ours], autojunk=False)
    ops = matcher.get_opcodes()
    told = 0
    for op, start, end, first, last in ops:
        if op == "equal" or _only_heads(theirs[start:end], ours[first:last], heads):
            continue
        touched = _touched(pieces, first, last)
        if not touched:
            yield _stray(theirs, (start, end), _joined(ours[first:last]), language)
        elif end - start != last - first:
            touched = [(touched[0][0], touched[-1][1], touched[0][2])]
        for begin, until, label in touched:
            if begin >= told:
                told = until
                there = _across(ops, begin, at_end=False), _across(ops, until, at_end=True)
                yield Difference(label, _joined(theirs[slice(*there)]), _joined(ours[begin:until]),
                                 _page(theirs, there[0]))  # fmt: skip


def _words(pages: Sequence[str], said: Mapping[str, Any]) -> list[Word]:
    """The words of the pages, but for what stands at the head and the foot of each."""
    around = re.compile("|".join(_loosely(text) for text in _furniture(said)))
    return [
        (word, number)
        for number, text in enumerate(pages, 1)
        for word in around.sub(" ", text).split()
    ]


def _furniture(said: Mapping[str, Any]) -> Iterator[str]:
    yield f"{said['product']} {said['kind']} · {said['month']}"
    before, between, after = said["page"]
    yield f"{said['timezone']} {before}\0{between}\0{after}"


def _loosely(text: str) -> str:
    """A pattern for that text however its words are spaced, \\0 being any number."""
    return r"\s*".join(re.escape(word).replace("\0", r"\d+") for word in text.split())


def _located(words: Sequence[Word], said: Mapping[str, Any]) -> Iterator[tuple[int, int, str]]:
    """Each piece of the document found in the words: (first, past the last, label)."""
    starts, length = [], 0
    for word, _ in words:
        starts.append(length)
        length += len(word)
    whole, at = "".join(word for word, _ in words), 0
    for label, text in pieces_of(said):
        plain = "".join(text.split())
        found = whole.find(plain, at)
        if plain and found >= 0:
            at = found + len(plain)
            yield bisect_right(starts, found) - 1, bisect_right(starts, at - 1), label


def pieces_of(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Everything that the document prints, in order, each with the name of its figure."""
    yield said["kind"], said["kind"]
    yield said["kind"], f"{said['product']}, {said['month-inside']}"
    yield said["kind"], said["sentence"]
    yield from ((said["kind"], note) for note in said["notes"])
    for tile in said["tiles"]:
        yield from ((tile["label"], tile[key]) for key in ("label", "value", "note"))
    for label, told in said["facts"]:
        yield from ((label, text) for text in (label, *told))
    for block in said["blocks"]:
        yield from _pieces(block)


def _pieces(block: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    title = block["title"]
    yield title, title
    if block["kind"] == "chart":
        yield from ((title, name) for _, name in block["keys"])
        yield from _drawn(title, block["svg"])
    elif block["kind"] == "tree":
        for step in block["steps"]:
            label = f"{title}, {step['clause']}" if step["clause"] else title
            yield from ((label, text) for text in (step["clause"], step["says"], *step["notes"]))
    elif block["kind"] == "verify":
        yield from ((title, block["body"]), (title, block["command"]))
        yield from ((block["digest"][0], text) for text in block["digest"])
        yield from _cells(block["table"])
    elif block["kind"] == "text":
        yield title, block["body"]
    else:
        yield from _cells(block)
    if block.get("note"):
        yield title, block["note"]


def _drawn(title: str, svg: str) -> Iterator[tuple[str, str]]:
    """The words of a chart, each with the day or the month that it stands for."""
    label = title
    for opened, text, closed in re.findall(
        r'<g data-of="([^"]*)">|<text[^>]*>([^<]*)</text>|(</g>)', svg
    ):
        if text:
            yield label, unescape(text)
        else:
            label = title if closed else f"{title}, {unescape(opened)}"


def _cells(block: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A table's cells: "Outages 3, Duration", or what the row is called where it has a name."""
    head = block["head"]
    yield from ((block["title"], name) for name in head)
    rows = [row["cells"] if isinstance(row, Mapping) else row for row in block["rows"]]
    for row in [*rows, *([block["foot"]] if block["foot"] else [])]:
        name = next((cell for cell in row if cell), "")
        if len(name) < NAMELESS:
            name = f"{block['title']} {name}"
        for column, cell in zip(head, row, strict=True):
            yield (name if len(head) == 2 else f"{name}, {column}"), cell


def _heads(said: Mapping[str, Any]) -> set[str]:
    """The head of each table, which comes back on each page that the table reaches."""
    tables = [block for block in said["blocks"] if block["kind"] == "table"]
    return {"".join("".join(table["head"]).split()) for table in tables}


def _only_heads(theirs: Sequence[Word], ours: Sequence[Word], heads: set[str]) -> bool:
    sides = ["".join(word for word, _ in side) for side in (theirs, ours)]
    return "" in sides and "".join(sides) in heads


def _touched(
    pieces: Sequence[tuple[int, int, str]], first: int, last: int
) -> list[tuple[int, int, str]]:
    """The pieces that those words stand in; for words put in, the piece that they split."""
    return [
        piece for piece in pieces
        if (piece[0] < last and first < piece[1]) or (piece[0] < first == last < piece[1])
    ]  # fmt: skip


def _across(ops: Sequence[Op], at: int, *, at_end: bool) -> int:
    """Where a place between our words falls between theirs."""
    for _, start, end, first, last in ops:
        if first <= at < last or (at_end and first < at <= last):
            if end - start == last - first:
                return start + at - first
            return end if at_end else start
    return ops[-1][2]


def _stray(
    theirs: Sequence[Word], at: tuple[int, int], ours: str, language: Language
) -> Difference:
    """Words that belong to no figure: named by what comes before them."""
    before = _joined(theirs[max(0, at[0] - 4) : at[0]])
    label = say("moved.after" if before else "moved.start", language, before=before)
    return Difference(label, _joined(theirs[slice(*at)]), ours, _page(theirs, at[0]))


def _joined(words: Sequence[Word]) -> str:
    return " ".join(word for word, _ in words)


def _page(words: Sequence[Word], index: int) -> int | None:
    return words[min(index, len(words) - 1)][1] if words else None


# --- what is no word -------------------------------------------------------------------------


def _moved_drawings(
    given: Reading, fresh: Reading, told: set[int | None], language: Language
) -> Iterator[Difference]:
    """Pages drawn otherwise although they say the same: a bar made shorter, a word covered."""
    if len(given.drawings) != len(fresh.drawings):
        yield Difference(say("moved.pages", language), str(len(given.drawings)),
                         str(len(fresh.drawings)))  # fmt: skip
        return
    for number in sorted(index + 1 for index in _redrawn(given, fresh)):
        if number not in told:
            yield Difference(
                say("moved.drawing", language), say("moved.other", language), "", number
            )


def _something_else(language: Language) -> Difference:
    return Difference(
        say("moved.file", language), say("moved.file.given", language),
        say("moved.file.fresh", language),
    )  # fmt: skip
