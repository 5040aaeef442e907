"""Markdown made HTML and plain text; words of people put into it without becoming markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_QUOTED_NOTHING = re.compile(r"(?:\n[> ]*>)+(?=\n\n)")  # at the end of a quotation
_BLANK = re.compile(r"\n\s*\n+")


class Markdown(str):
    """Text that is Markdown already: it is put in as it is."""

    __slots__ = ()


def quoted(text: str) -> Markdown:
    """Words of people as Markdown that shows exactly them: no mark of theirs means anything.

    Lines stay lines; blank ones go, for they would end the paragraph.
    """
    lines = (line.strip() for line in clean(text.replace("\t", " ")).split("\n"))
    return Markdown("\\\n".join(_PUNCTUATION.sub(r"\\\1", line) for line in lines if line))


def quotation(text: str) -> Markdown:
    """Words of people as a block of their own, paragraph by paragraph."""
    paragraphs = (quoted(part) for part in _BLANK.split(clean(text)))
    lines = "\n\n".join(part for part in paragraphs if part).split("\n")
    return Markdown("\n".join(f"> {line}".rstrip() for line in lines))


def clean(text: str) -> str:
    """Text without control characters, nor those that turn the direction of writing."""
    return "".join(
        letter
        for letter in text.replace("\r\n", "\n").replace("\r", "\n")
        if letter == "\n" or not _unseen(letter)
    ).replace("\u2028", "\n")


def _unseen(letter: str) -> bool:
    return (
        unicodedata.category(letter) in {"Cc", "Cs"}
        or "\u202a" <= letter <= "\u202e"
        or ("\u2066" <= letter <= "\u2069")
    )


def one_line(text: str) -> str:
    """Text on one line, fit for a header."""
    return re.sub(r"[ \n]+", " ", clean(text.replace("\t", " "))).strip()


def both(markdown: str) -> tuple[str, str]:
    """The HTML of a Markdown text and its words, as a letter typed on a machine; read once.

    HTML inside it is shown, never obeyed.
    """
    read: dict[str, object] = {}
    blocks = _PARSER.parse(markdown, read)
    text = "\n".join(_Blocks(blocks).lines()) + "\n"
    words = _QUOTED_NOTHING.sub("", text).strip("\n") + "\n"
    return str(_PARSER.renderer.render(blocks, _PARSER.options, read)), words


class _Blocks:
    """Walks the blocks of a text: each line begins with what its block asks for."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.margins: list[str] = []
        self.counts: list[int | None] = []
        self.bullet = ""
        self.cells: list[str] | None = None  # of the table's row that is being read

    def lines(self) -> Iterator[str]:
        for token in self.tokens:
            yield from getattr(self, f"_{token.type}", _nothing)(token)

    def _inline(self, token: Token) -> Iterator[str]:
        said = inline(token.children or [])
        if self.cells is not None:
            self.cells.append(said)
            return
        for line in said.split("\n"):
            yield self._placed(line)

    def _fence(self, token: Token) -> Iterator[str]:
        for line in token.content.rstrip("\n").split("\n"):
            yield self._placed("    " + line)
        yield self._blank()

    _code_block = _fence

    def _placed(self, line: str) -> str:
        margin, self.bullet = "".join(self.margins), self.bullet
        if self.bullet:
            margin = margin[: -len(self.bullet)] + self.bullet
            self.bullet = ""
        return (margin + line).rstrip()

    def _blank(self) -> str:
        return "".join(self.margins).rstrip()

    def _paragraph_close(self, token: Token) -> Iterator[str]:
        if not token.hidden:
            yield self._blank()

    def _heading_close(self, _: Token) -> Iterator[str]:
        yield self._blank()

    def _hr(self, _: Token) -> Iterator[str]:
        yield self._placed("--")
        yield self._blank()

    def _blockquote_open(self, _: Token) -> Iterator[str]:
        self.margins.append("> ")
        return iter(())

    def _blockquote_close(self, _: Token) -> Iterator[str]:
        self.margins.pop()
        yield self._blank()

    def _bullet_list_open(self, _: Token) -> Iterator[str]:
        self.counts.append(None)
        return iter(())

    def _ordered_list_open(self, token: Token) -> Iterator[str]:
        self.counts.append(int(token.attrs.get("start", 1)))
        return iter(())

    def _list_close(self, _: Token) -> Iterator[str]:
        self.counts.pop()
        if not self.counts:
            yield self._blank()

    _bullet_list_close = _ordered_list_close = _list_close

    def _list_item_open(self, _: Token) -> Iterator[str]:
        count = self.counts[-1]
        self.bullet = "- " if count is None else f"{count}. "
        if count is not None:
            self.counts[-1] = count + 1
        self.margins.append(" " * len(self.bullet))
        return iter(())

    def _list_item_close(self, _: Token) -> Iterator[str]:
        self.margins.pop()
        return iter(())

    def _tr_open(self, _: Token) -> Iterator[str]:
        self.cells = []
        return iter(())

    def _tr_close(self, _: Token) -> Iterator[str]:
        yield self._placed(" | ".join(self.cells or []))
        self.cells = None

    def _table_close(self, _: Token) -> Iterator[str]:
        yield self._blank()


def _nothing(_: Token) -> Iterator[str]:
    return iter(())


def inline(tokens: Sequence[Token]) -> str:
    """The words of a line; a link is followed by where it leads."""
    said: list[str] = []
    targets: list[tuple[str, int]] = []
    for token in tokens:
        if token.type == "link_open":
            targets.append((str(token.attrs.get("href", "")), len(said)))
        elif token.type == "link_close":
            target, start = targets.pop()
            if "".join(said[start:]) != target:
                said.append(f" <{target}>")
        elif token.type in {"softbreak", "hardbreak"}:
            said.append("\n")
        else:
            said.append(token.content)
    return "".join(said)
