

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0004_closures'),
        ('support', '0014_time_corrected'),
    ]

    operations = [
        migrations.CreateModel(
            name='PrepaidAlert',
            fields=[
                ('contract', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='prepaid_alert', serialize=False, to='agreements.contract')),
                ('full', models.PositiveIntegerField(default=0)),
                ('level', models.CharField(blank=True, choices=[('', 'Enough'), ('low', 'Low'), ('empty', 'Empty')], max_length=10)),
                ('told', models.PositiveIntegerField(default=0)),
                ('judged_on', models.DateField()),
            ],
        ),
    ]
