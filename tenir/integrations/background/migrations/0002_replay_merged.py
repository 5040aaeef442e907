"""Open requests that others were merged into keep the clock of engine 3: it is replayed once.

The job is queued with the migration or not at all, and only where there is such a request.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django_tasks_db.models import get_date_max

JOB = "tenir.integrations.background.once.replay_merged"
OVER = ("draft", "resolved", "closed", "refused", "merged")


def queue(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    merged = apps.get_model("support", "Entry").objects.filter(what="merged_in")
    if merged.exclude(request__state__in=OVER).exists():
        apps.get_model("django_tasks_database", "DBTaskResult").objects.create(
            status="READY", args_kwargs={"args": [], "kwargs": {}}, task_path=JOB,
            queue_name="default", backend_name="default", run_after=get_date_max(),
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("background", "0001_initial"),
        ("django_tasks_database", "0021_conditional_partial_index_ordering"),
        ("support", "0024_caller"),
    ]
    operations = [migrations.RunPython(queue, migrations.RunPython.noop)]
