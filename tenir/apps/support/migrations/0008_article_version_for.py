"""Whom each version of an article is for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_updates"), ("support", "0007_append_only")]

    operations = [
        migrations.AddField(
            model_name="articleversion",
            name="inside",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="articleversion",
            name="products",
            field=models.ManyToManyField(related_name="+", to="catalogue.product"),
        ),
    ]
