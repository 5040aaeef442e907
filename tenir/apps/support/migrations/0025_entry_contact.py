"""A contact without account writes too; the database lets nobody change who it was."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tenir.apps.support.append_only import FIRST, NOW


def lift_first(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    FIRST.lift(schema_editor.connection)


def enforce_first(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    FIRST.enforce(schema_editor.connection)


def enforce_now(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    NOW.enforce(schema_editor.connection)


def lift_now(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    NOW.lift(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0005_contact_erased"),
        ("support", "0024_caller"),
    ]
    operations = [
        migrations.RunPython(lift_first, enforce_first),
        migrations.AddField(
            model_name="entry",
            name="contact",
            field=models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT,
                related_name="+", to="parties.contact",
            ),
        ),
        migrations.RunPython(enforce_now, lift_now),
    ]
