from typing import Any

from django.db import migrations, models
from django.db.models import F


def told_as_known(apps: Any, _editor: Any) -> None:
    """Until then nothing was known past the last word."""
    spans = apps.get_model("availability", "MeasuredSpan").objects
    spans.update(told_at=F("last_at"))


class Migration(migrations.Migration):

    dependencies = [("availability", "0009_kept_words")]

    operations = [
        migrations.AddField("measuredspan", "told_at", models.DateTimeField(null=True)),
        migrations.RunPython(told_as_known, migrations.RunPython.noop),
        migrations.AlterField("measuredspan", "told_at", models.DateTimeField()),
    ]
