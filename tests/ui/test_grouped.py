"""Boxes in groups: a whole group is chosen by one box, and told one by one."""

from __future__ import annotations

import pytest
from django import forms

from tenir.ui.grouped import GroupedField, boxes, grouped
from tenir.ui.notice_kinds import GROUPS, KINDS

NAMES = {"fruit": ("Fruit", ("a", "b")), "pips": ("Pips", ("ap",)), "rest": ("Rest", ("",))}
CHOICES = [(each, each.title()) for each in ("apple", "apricot", "avocado", "banana", "salt")]


class Basket(forms.Form):
    what = GroupedField(required=False)

    def __init__(self, *given: object, **rest: object) -> None:
        super().__init__(*given, **rest)  # type: ignore[arg-type]
        self.fields["what"].offer(grouped(CHOICES, NAMES))  # type: ignore[attr-defined]


def test_a_choice_stands_where_its_longest_beginning_says() -> None:
    held = {each.key: [value for value, _ in each.choices] for each in grouped(CHOICES, NAMES)}
    assert held == {
        "fruit": ["avocado", "banana"], "pips": ["apple", "apricot"], "rest": ["salt"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], []),
        (["banana", "apple"], ["banana", "apple"]),
        (["pips.*", "apple"], ["apple", "apricot"]),
        (["fruit.*", "pips.*", "salt"], ["avocado", "banana", "apple", "apricot", "salt"]),
    ],
)
def test_a_whole_group_is_all_of_its_own(given: list[str], told: list[str]) -> None:
    form = Basket({"what": given})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["what"] == told


@pytest.mark.parametrize("given", ["rest.*", "vegetables.*", "pear"])
def test_what_is_not_offered_is_refused(given: str) -> None:
    assert not Basket({"what": [given]}).is_valid()


def test_a_group_says_how_many_are_chosen_and_unfolds_where_some_are() -> None:
    form = Basket({"what": ["apple", "fruit.*"]})
    fruit, pips, rest = boxes(form["what"])
    assert (fruit.chosen, fruit.unfolded, bool(fruit.whole)) == (2, False, True)
    assert (pips.chosen, pips.unfolded) == (1, True)
    assert (rest.chosen, rest.unfolded, rest.whole) == (0, False, None)


def test_every_kind_of_notice_has_its_group() -> None:
    found = grouped([(kind, kind) for kind in KINDS], GROUPS)
    assert [each.key for each in found] == list(GROUPS)
    alone = next(each for each in found if each.key == "notices")
    assert all(kind.startswith("notices.") for kind, _ in alone.choices), "say where it belongs"
