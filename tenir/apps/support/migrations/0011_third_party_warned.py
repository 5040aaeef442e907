
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0003_updates'),
        ('support', '0010_traces'),
    ]

    operations = [
        migrations.AddField(
            model_name='handover',
            name='warned',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='handover',
            index=models.Index(condition=models.Q(('back_at', None), ('due_at__isnull', False)), fields=['due_at'], name='hand_over_due'),
        ),
    ]
