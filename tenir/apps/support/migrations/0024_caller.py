import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("parties", "0005_contact_erased"),
        ("support", "0023_counted_as_announced"),
    ]

    operations = [
        migrations.AddField(
            model_name="request",
            name="caller",
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="parties.contact"),
        ),
    ]
