"""Boxes to tick in groups, each with one box that stands for all of its group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django import forms
from django.forms import BoundField

WHOLE = ".*"  # after a group's key: all of it


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs together: its key, its words, its choices."""

    key: str
    words: Any
    choices: Sequence[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Boxes:
    """A group as a form shows it; `whole` is None of a single box."""

    words: Any
    whole: Any
    options: Sequence[Any]

    @property
    def chosen(self) -> int:
        """How many of its own are chosen."""
        if self.whole and self.whole.data["selected"]:
            return len(self.options)
        return sum(bool(option.data["selected"]) for option in self.options)

    @property
    def unfolded(self) -> bool:
        """Whether its boxes are in sight: some are chosen, and not all."""
        return 0 < self.chosen < len(self.options)


class GroupedField(forms.MultipleChoiceField):
    """Several choices out of groups: what is chosen is told one by one, a whole group's too."""

    widget = forms.CheckboxSelectMultiple
    groups: Sequence[Group] = ()

    def offer(self, groups: Sequence[Group]) -> None:
        """Those are the choices."""
        self.groups = groups
        self.choices = [(each.words, [*_whole(each), *each.choices]) for each in groups]

    def clean(self, value: Any) -> list[str]:
        """Each choice once, in the order of the groups."""
        given = set(super().clean(value))
        return [
            choice
            for each in self.groups
            for choice, _ in each.choices
            if choice in given or f"{each.key}{WHOLE}" in given
        ]


def boxes(bound: BoundField) -> Iterator[Boxes]:
    """The groups of a field with their boxes."""
    field: Any = bound.field
    every = iter(bound)
    for each in field.groups:
        whole = next(every) if _whole(each) else None
        yield Boxes(each.words, whole, list(islice(every, len(each.choices))))


def is_grouped(bound: BoundField) -> bool:
    """Whether a field's choices are in groups of boxes."""
    return isinstance(bound.field, GroupedField)


def grouped(
    choices: Sequence[tuple[str, Any]], names: Mapping[str, tuple[Any, Sequence[str]]]
) -> list[Group]:
    """Those choices under `names`: {key: (words, beginnings of what belongs there)}.

    The longest beginning counts; whatever has none comes last, under the name that has "".
    """
    beginnings = sorted(
        ((start, key) for key, (_, starts) in names.items() for start in starts),
        key=lambda one: -len(one[0]),
    )
    held: dict[str, list[tuple[str, Any]]] = {key: [] for key in names}
    for value, words in choices:
        held[next(key for start, key in beginnings if value.startswith(start))].append(
            (value, words)
        )
    return [Group(key, names[key][0], some) for key, some in held.items() if some]


def _whole(group: Group) -> list[tuple[str, Any]]:
    return [(f"{group.key}{WHOLE}", group.words)] if len(group.choices) > 1 else []
