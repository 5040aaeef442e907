"""The database refuses to change or remove what was frozen (frozen_by_database.py)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tenir.apps.reports.frozen_by_database import enforce, lift


def forwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    enforce(schema_editor.connection)


def backwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
