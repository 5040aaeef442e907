"""An upgrade on a filled database: a later version, with one migration more, and back refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.faces.test_platform_copies import FILLED, SEEN
from tests.platforms import CHECKOUT, Make, Platform

pytestmark = pytest.mark.both_databases

LATER = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("documents", {last!r})]
    operations = [
        migrations.AddField("document", "shelf", models.CharField(default="left", max_length=9)),
        migrations.RunPython(
            lambda apps, editor: apps.get_model("documents", "Document").objects.update(shelf="top")
        ),
    ]
"""


@pytest.fixture(scope="module")
def filled(own_database: Make) -> Platform:
    """Today's version, with the cast, a document, a notice owed."""
    platform = own_database(migrated=True)
    platform.python(FILLED)
    return platform


def later_version(folder: Path) -> dict[str, str]:
    """The settings of a version whose documents have one more column."""
    package = folder / "later"
    package.mkdir()
    names = sorted(
        path.stem for path in (CHECKOUT / "tenir/apps/documents/migrations").glob("0*.py")
    )
    for name in ("__init__", *names):
        source = CHECKOUT / f"tenir/apps/documents/migrations/{name}.py"
        (package / f"{name}.py").write_bytes(source.read_bytes())
    (package / "9999_shelf.py").write_text(LATER.format(last=names[-1]))
    (folder / "later_settings.py").write_text(
        "from tenir.settings import *\nMIGRATION_MODULES = {'documents': 'later'}\n"
    )
    return {
        "DJANGO_SETTINGS_MODULE": "later_settings",
        "PYTHONPATH": f"{folder}:{CHECKOUT}",
    }


def test_a_filled_database_goes_from_one_version_to_the_next(
    filled: Platform, tmp_path: Path
) -> None:
    before = filled.python(SEEN)
    later = replace(filled, settings=later_version(tmp_path))

    for command in ("serve", "worker", "tick"):
        refused = later.tenir(command)
        assert refused.returncode == 2, command
        assert "tenir migrate" in refused.stderr, command
    assert later.tenir("migrate", "--check").stdout == "documents.9999_shelf\n"
    assert later.tenir("migrate").returncode == 0
    assert later.tenir("migrate", "--check").returncode == 0
    assert later.python(SEEN) == before
    column = "cursor.execute('SELECT shelf FROM documents_document')"
    shelves = later.python(
        f"from django.db import connection\nwith connection.cursor() as cursor:\n"
        f"    {column}\n    print(cursor.fetchall())"
    )
    assert shelves == "[('top',)]"

    for command in ("serve", "migrate"):
        refused = filled.tenir(command)
        assert refused.returncode == 2, command
        assert "newer Tenir" in refused.stderr, command
