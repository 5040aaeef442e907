"""The database's own index of the words (indexing.py)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tenir.apps.search.indexing import add, drop


def forwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    add(schema_editor.connection)


def backwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
