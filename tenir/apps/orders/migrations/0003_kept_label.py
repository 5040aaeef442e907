
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0002_prepaid_hours'),
    ]

    operations = [
        migrations.AddField(
            model_name='billableline',
            name='kept_label',
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
