"""The database refuses to change or delete what happened to a request (append_only.py)."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tenir.apps.support.append_only import FIRST


def forwards(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    FIRST.enforce(schema_editor.connection)


def backwards(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    FIRST.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("support", "0006_one_kind_of_view")]
    operations = [migrations.RunPython(forwards, backwards)]
