"""The database refuses to change or delete what the journal says (append_only.py)."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tenir.apps.journal.append_only import enforce, lift


def forwards(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    enforce(schema_editor.connection)


def backwards(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_head")]
    operations = [migrations.RunPython(forwards, backwards)]
