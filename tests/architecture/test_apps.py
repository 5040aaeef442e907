"""What holds for every app: whose keys point where, and who is looking."""

import ast
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from tenir.terms.phrases import KNOWN
from tenir.terms.promises import RULES

CHECKOUT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
ROWS = next(
    contract["layers"]
    for contract in PYPROJECT["tool"]["importlinter"]["contracts"]
    if contract["id"] == "apps-order"
)
STOREY = {app.strip(" ()"): -number for number, row in enumerate(ROWS) for app in row.split("|")}
OURS = [config for config in apps.get_app_configs() if config.name.startswith("tenir.apps.")]


def keys() -> Iterator[tuple[str, str, str]]:
    for config in OURS:
        for model in config.get_models():
            for field in model._meta.get_fields():
                if isinstance(field, (models.ForeignKey, models.ManyToManyField)):
                    related = field.related_model
                    assert not isinstance(related, str)
                    yield config.label, f"{model.__name__}.{field.name}", related._meta.app_label


def test_foreign_keys_point_down_the_order_of_the_apps() -> None:
    upwards = [
        f"{app}: {field} points to {target}"
        for app, field, target in keys()
        if target != app and STOREY.get(target, -99) >= STOREY[app]
    ]
    assert upwards == []


def test_no_app_receives_or_sends_a_signal() -> None:
    heard = [
        str(path.relative_to(CHECKOUT))
        for path in CHECKOUT.glob("tenir/**/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Name) and node.id == "receiver"
    ]
    assert heard == []


@pytest.mark.parametrize("app", sorted(config.label for config in OURS))
def test_an_app_says_its_acts_and_questions(app: str) -> None:
    for door in ("services", "queries"):
        assert import_module(f"tenir.apps.{app}.{door}").__doc__


def test_every_promise_has_its_words() -> None:
    """A kind has its rule in terms/promises.py, and is named by the app that promises it."""
    kinds = {kind for rules in RULES.values() for kind in rules}
    assert len(kinds) >= 6
    assert {kind for kind in kinds if f"promise.{kind}" not in KNOWN} == set()
