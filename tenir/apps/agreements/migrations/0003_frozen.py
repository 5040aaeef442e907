"""A version once published never changes: the database itself refuses it.

A later migration that rebuilds the table on SQLite (AlterField, AddConstraint…) drops the trigger:
end it with these operations again.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SAID = "a published version never changes: write the next one"

SQLITE = f"""
CREATE TRIGGER agreements_version_frozen BEFORE UPDATE ON agreements_version
WHEN OLD.state = 'published'
BEGIN SELECT RAISE(ABORT, '{SAID}'); END
"""

POSTGRESQL = f"""
CREATE FUNCTION agreements_version_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER agreements_version_frozen BEFORE UPDATE ON agreements_version
FOR EACH ROW WHEN (OLD.state = 'published') EXECUTE FUNCTION agreements_version_frozen()
"""


def freeze(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def thaw(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER agreements_version_frozen")
    else:
        schema_editor.execute("DROP TRIGGER agreements_version_frozen ON agreements_version")
        schema_editor.execute("DROP FUNCTION agreements_version_frozen")


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_contracts")]
    operations = [migrations.RunPython(freeze, thaw)]
