"""What is new in a mail: its words without the message that it quotes, HTML read as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

MOST_HTML = 1 << 20  # characters read of a page
_QUOTES = re.compile(
    r"^\s*(on\b.{0,200}\bwrote|le\b.{0,200}\ba écrit|am\b.{0,200}\bschrieb)\s*:\s*$",
    re.I | re.S,
)
_FORWARDS = re.compile(
    r"^\s*-{2,}\s*(original message|message d.origine|ursprüngliche nachricht)\s*-{2,}\s*$", re.I
)
_HEADER_BLOCK = re.compile(r"^\s*\*?(from|de)\s?:\*?\s.+$", re.I)
_HEADER_NEXT = re.compile(r"^\s*\*?(sent|date|envoyé|to|à)\s?:\*?\s.+$", re.I)
_BLOCKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "table", "pre", "hr"})
_UNREAD = frozenset({"script", "style", "head", "title", "template", "blockquote", "noscript"})


def new_words(text: str) -> str:
    """The words without the quotation that ends them; those after a quotation stay with it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines):
        if _FORWARDS.match(line) or (
            _HEADER_BLOCK.match(line)
            and any(_HEADER_NEXT.match(each) for each in lines[number + 1 : number + 3])
        ):
            lines = lines[:number]
            break
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith(">")):
        end -= 1
    if end < len(lines):
        for most in (1, 2, 3):  # a client folds the line that announces the quotation
            if _QUOTES.match(" ".join(lines[max(0, end - most) : end])):
                end = max(0, end - most)
                break
    return "\n".join(line.rstrip() for line in lines[:end]).strip()


class _Text(HTMLParser):
    """Gathers the words of a page, but for what runs, what styles it and what it quotes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a line; what is not read is counted in."""
        if tag in _UNREAD:
            self.unread += 1
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """What is not read is counted out."""
        if tag in _UNREAD and self.unread:
            self.unread -= 1

    def handle_data(self, data: str) -> None:
        """Words."""
        if not self.unread:
            self.words.append(re.sub(r"\s+", " ", data))


def text_of_html(page: str) -> str:
    """A page's words, a line a block."""
    reader = _Text()
    reader.feed(page[:MOST_HTML])
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
