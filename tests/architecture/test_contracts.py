"""Who may import whom: each contract of pyproject.toml bites when it is broken.

The violations are planted in a tree of a few empty packages, under the real contracts.
"""

import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tools import own_door

CHECKOUT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
CONTRACTS = {c["id"]: c for c in PYPROJECT["tool"]["importlinter"]["contracts"]}
ORDER_OF_APPS = [
    app.strip(" ()") for row in CONTRACTS["apps-order"]["layers"] for app in row.split("|")
]
PACKAGES = ["apps/journal", "apps/orders", "faces/portal", "faces/console", "integrations", "ui"]


def a_house(folder: Path, planted: Mapping[str, str]) -> Path:
    """A tiny tenir under the real contracts, with those files in it."""
    (folder / "pyproject.toml").write_bytes((CHECKOUT / "pyproject.toml").read_bytes())
    for package in [*PACKAGES, "terms"]:
        place = folder / "tenir" / package
        place.mkdir(parents=True)
        while place != folder:
            (place / "__init__.py").touch()
            place = place.parent
    (folder / "tenir/clock.py").touch()
    for path, text in planted.items():
        (folder / "tenir" / path).parent.mkdir(exist_ok=True)
        (folder / "tenir" / path).write_text(text)
    return folder


def verdicts(folder: Path) -> dict[str, str]:
    """What import-linter says of each contract: KEPT or BROKEN, and the imports it blames."""
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    said = ran.stdout + ran.stderr
    found = {
        name: word
        for name, contract in CONTRACTS.items()
        for word in ("KEPT", "BROKEN")
        if f"{contract['name']} {word}" in said
    }
    assert found.keys() == CONTRACTS.keys(), said
    return {**found, "said": said}


def test_a_house_in_order_keeps_every_contract(tmp_path: Path) -> None:
    downwards = {
        "faces/portal/pages.py": "import tenir.clock\nfrom tenir.apps.orders import services\n",
        "apps/orders/services.py": "import tenir.apps.journal.services\nimport tenir.terms\n",
        "apps/journal/services.py": "import sqlite3\n",
        "terms/penalties.py": "import numpy\nimport zoneinfo\nfrom decimal import Decimal\n",
    }
    found = verdicts(a_house(tmp_path, downwards))
    assert {found[contract] for contract in CONTRACTS} == {"KEPT"}, found["said"]


def test_every_contract_bites(tmp_path: Path) -> None:
    upwards = {
        "ui/tags.py": "import tenir.faces.portal\n",
        "apps/journal/services.py": "import tenir.apps.orders\n",
        "terms/penalties.py": "from tenir.terms import rates\n",
        "terms/rates.py": "import sqlite3\n",
        "faces/portal/pages.py": "import tenir.faces.console\n",
    }
    found = verdicts(a_house(tmp_path, upwards))
    assert {found[contract] for contract in CONTRACTS} == {"BROKEN"}, found["said"]
    for blamed in [
        "tenir.ui is not allowed to import tenir.faces",
        "tenir.apps.journal is not allowed to import tenir.apps.orders",
        "tenir.terms is not allowed to import sqlite3",
        "tenir.faces.portal is not allowed to import tenir.faces.console",
    ]:
        assert blamed in found["said"]


def test_a_new_app_must_be_given_its_place(tmp_path: Path) -> None:
    found = verdicts(a_house(tmp_path, {"apps/surveys/__init__.py": ""}))
    assert found["apps-order"] == "BROKEN"
    assert "surveys" in found["said"]


@pytest.mark.parametrize("module", ["django.db", "duckdb", "urllib.request", "os", "tenir.clock"])
def test_terms_may_import_neither_the_clock_nor_the_outside_world(module: str) -> None:
    forbidden = CONTRACTS["pure-terms"]["forbidden_modules"]
    assert any(module == name or module.startswith(f"{name}.") for name in forbidden)


def test_the_apps_stand_in_the_order_of_the_house() -> None:
    assert ORDER_OF_APPS[0] == "reports"
    assert ORDER_OF_APPS[-1] == "journal"
    assert len(ORDER_OF_APPS) == len(set(ORDER_OF_APPS)) == 19
    order = ORDER_OF_APPS.index
    assert order("penalties") < order("availability") < order("agreements") < order("commitments")


def test_an_app_is_entered_by_its_services_and_queries(tmp_path: Path) -> None:
    by_the_door = {
        "faces/portal/a.py": "from tenir.apps.orders import services, queries\n",
        "faces/portal/b.py": "from tenir.apps.orders.services import order\n",
        "apps/orders/services.py": "from . import models\nimport tenir.apps.orders.models\n",
    }
    assert list(own_door.intrusions(a_house(tmp_path, by_the_door))) == []


@pytest.mark.parametrize(
    "line",
    [
        "from tenir.apps.journal.models import Fact",
        "from tenir.apps.journal import models",
        "import tenir.apps.journal.models",
        "from tenir.apps import journal",
        "from ..journal import models",
        "from ..journal.models import Fact",
    ],
)
def test_an_app_entered_by_the_window_is_named(tmp_path: Path, line: str) -> None:
    found = list(own_door.intrusions(a_house(tmp_path, {"apps/orders/services.py": line})))
    assert len(found) == 1
    assert found[0].startswith("tenir/apps/orders/services.py:1: imports tenir.apps.journal")
    assert "tenir.apps.journal.services (to act) or .queries (to look)" in found[0]
