from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("notices", "0008_of_client"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["owed_at", "id", "subject"], name="notice_owed"),
        ),
    ]
