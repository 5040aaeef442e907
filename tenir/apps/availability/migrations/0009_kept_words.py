
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('availability', '0008_words_of_one_second'),
    ]

    operations = [
        migrations.AddField(
            model_name='cause',
            name='kept_evidence',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='cause',
            name='kept_source',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='exclusion',
            name='kept_evidence',
            field=models.TextField(blank=True),
        ),
    ]
