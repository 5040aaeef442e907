"""What moved between a report and its recomputation, named as a person would name it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tenir.integrations.report import figures
from tenir.integrations.report.fields import FIELDS, kind_of
from tenir.integrations.report.phrases import PHRASES, say
from tenir.terms.phrases import NARROW, Language, number

ABSENT = object()
_IN_WORDS = (("reasons",), ("rules",))


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that moved: its name, as given, as recomputed; the page where it is printed.

    `in_words` where it stands in a sentence, of the reasons or of the rules.
    """

    label: str
    given: str
    recomputed: str
    page: int | None = None
    in_words: bool = False

    @property
    def repeats(self) -> bool:
        """Whether it says again, in words or on a page, what the statement says as a figure."""
        return self.in_words or self.page is not None


def differences(
    attached: Mapping[str, Any], recomputed: Mapping[str, Any], *, language: Language
) -> list[Difference]:
    """Every figure that differs between two statements, each named in the reader's language."""
    walk = _Walk(language, str(attached.get("timezone") or "UTC"),
                 str((attached.get("subscription") or {}).get("currency") or "EUR"))  # fmt: skip
    return list(walk.of(attached, recomputed, ()))


@dataclass(frozen=True, slots=True)
class _Walk:
    language: Language
    zone: str
    currency: str

    def of(self, given: Any, fresh: Any, path: tuple[str, ...]) -> Iterator[Difference]:
        if isinstance(given, Mapping) and isinstance(fresh, Mapping):
            for key in dict.fromkeys([*given, *fresh]):
                yield from self.of(given.get(key, ABSENT), fresh.get(key, ABSENT), (*path, key))
        elif _is_list(given) and _is_list(fresh):
            yield from self._lists(given, fresh, path)
        elif given != fresh or type(given) is not type(fresh):
            yield Difference(
                self._label(path), self._shown(given, path), self._shown(fresh, path),
                in_words=path[:1] in _IN_WORDS,
            )  # fmt: skip

    def _lists(
        self, given: Sequence[Any], fresh: Sequence[Any], path: tuple[str, ...]
    ) -> Iterator[Difference]:
        """The items side by side; where the count moved, that count first."""
        if len(given) != len(fresh):
            label = self._label((*path, "count"))
            counts = (number(len(given), self.language), number(len(fresh), self.language))
            yield Difference(label, *counts)
        for index in range(max(len(given), len(fresh))):
            one = given[index] if index < len(given) else ABSENT
            other = fresh[index] if index < len(fresh) else ABSENT
            yield from self.of(one, other, (*path, self._item(one, other, index)))

    def _item(self, one: Any, other: Any, index: int) -> str:
        """What an item of a list is called: its month, clause, name or id, else its number."""
        for key in ("month", "clause", "name", "id"):
            names = {str(i[key]) for i in (one, other) if isinstance(i, Mapping) and i.get(key)}
            if len(names) == 1:
                name = names.pop().strip("[]'")
                return "/".join(reversed(name.split("-"))) if key == "month" else name
        return str(index + 1)

    def _label(self, path: tuple[str, ...]) -> str:
        """rate 03/2026; outage 3, from; the keys themselves where there is no word for them."""
        if path[0] == "history" and len(path) > 2:
            return f"{self._word(path)} {path[1]}"
        words: list[str] = []
        for end, key in enumerate(path, 1):
            word = self._word(path[:end])
            if words and (key[0].isdigit() or key == "count"):
                words[-1] = f"{words[-1]} {word}"
            elif word:
                words.append(word)
        return ", ".join(words)

    def _word(self, path: tuple[str, ...]) -> str:
        key = path[-1]
        for name in (".".join(path[-2:]), key):
            if name in FIELDS:
                french, english = FIELDS[name]
                return french if self.language == "fr" else english
        if f"reason.{key}" in PHRASES:
            return say(f"reason.{key}", self.language)
        return key

    def _shown(self, value: Any, path: tuple[str, ...]) -> str:
        """A value as the report prints it; what it does not print, as JSON has it."""
        if value is ABSENT:
            return FIELDS["absent"][self.language == "en"]
        if value is None or isinstance(value, bool):
            return FIELDS[str(value).lower()][self.language == "en"]
        if isinstance(value, Mapping) or _is_list(value):
            return _brief(value, self.language)
        try:
            return self._figure(value, kind_of(path))
        except (ArithmeticError, ValueError, TypeError):
            return str(value)  # tampered with: shown as it stands

    def _figure(self, value: Any, kind: str) -> str:
        if kind == "percent":
            return figures.percent(str(value), self.language)
        if kind == "money":
            return figures.money(str(value), self.currency, self.language)
        if kind == "instant":
            return figures.at(value, self.zone, self.language)
        if kind == "seconds":
            whole = int(value)
            return f"{number(whole, self.language)}{NARROW}s ({figures.clock(whole)})"
        return str(value)


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple))


def _brief(value: Any, language: Language) -> str:
    """A whole item that is there on one side only, in one line."""
    if isinstance(value, Mapping):
        found = value.get("sentence") or value.get(language)
        if isinstance(found, Mapping):
            return str(found.get(language))
        items = (f"{k}: {v}" for k, v in value.items() if isinstance(v, (str, int)))
        return ", ".join(items)
    return ", ".join(str(item) for item in value)
