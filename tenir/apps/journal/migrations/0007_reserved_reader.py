
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0006_covering'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReservedReader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.BigIntegerField()),
                ('reserved', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readers', to='journal.reserved')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('reserved', 'person'), name='one_reserved_reader')],
            },
        ),
    ]
