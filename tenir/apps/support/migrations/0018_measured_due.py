from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("support", "0017_queue_orders")]

    operations = [
        migrations.RemoveIndex(model_name="request", name="request_recorded"),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                fields=[
                    "recorded_at",
                    "client",
                    "state",
                    "restricted",
                    "opened_by",
                    "entered_by",
                    "subscription",
                    "priority",
                    "in_time",
                    "took",
                    "late_by_change",
                    "reopenings",
                    "satisfaction",
                    "due_at",
                    "left",
                ],
                name="request_recorded",
            ),
        ),
    ]
