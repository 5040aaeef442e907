import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("orders", "0003_kept_label"),
        ("support", "0019_time_announcements"),
    ]

    operations = [
        migrations.AddField(
            model_name="timeentry",
            name="ruling",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="times", to="support.ruling"),
        ),
        migrations.AddField(
            model_name="timeentry",
            name="quote",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orders.quote"),
        ),
        migrations.AddConstraint(
            model_name="timeentry",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("quote", None), ("ruling", None)), models.Q(models.Q(("ruling", None), ("quote", None), _connector="OR"), ("charged__isnull", False)), _connector="OR"), name="charged_on_a_ground"),
        ),
    ]
