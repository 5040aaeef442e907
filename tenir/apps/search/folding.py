"""Words as they are compared: without accents, capitals or ligatures; in French, without elision.

Written and asked words go through the same fold, so both databases find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

LONGEST = 60  # letters of a word that count
_APART = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
     "đ": "d", "Đ": "D", "ı": "i", "ʼ": "'", "\u2019": "'"}
)  # fmt: skip
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)'(?=\w)")
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[^\W_]+(?:[-./][^\W_]+)+")  # CT-2026-001, 5.6, 12/03
_GROUPS = re.compile(r"\d+(?: \d+)+")  # 552 100 554


def folded(text: str) -> str:
    """The text without accents, capitals, ligatures or elisions."""
    plain = unicodedata.normalize("NFKD", text.translate(_APART)).casefold()
    if not plain.isascii():
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _ELISION.sub("", plain)


def tokens(text: str) -> list[str]:
    """The words of a text, folded, in their order."""
    return _words(folded(text))


def _words(plain: str) -> list[str]:
    return [word[:LONGEST] for word in _WORD.findall(plain)]


def joined(text: str) -> str:
    """All the letters and figures of a text in one word: ct2026001 of CT-2026-001."""
    return "".join(tokens(text))[:LONGEST]


def words_of(texts: Iterable[str]) -> Iterator[str]:
    """Every word by which texts are found; numbers also in one piece, and by groups of three."""
    for text in texts:
        plain = folded(text)
        yield from _words(plain)
        for number in (*_NUMBER.findall(plain), *_GROUPS.findall(plain)):
            yield joined(number)
