import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0004_writing'),
        ('agreements', '0004_closures'),
        ('catalogue', '0003_updates'),
        ('support', '0025_entry_contact'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Validation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('convention', models.CharField(max_length=80)),
                ('reasons', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('awaited', 'Awaited'), ('validated', 'Validated'), ('refused', 'Refused'), ('lapsed', 'Lapsed'), ('accepted', 'Accepted'), ('waived', 'Waived')], default='awaited', max_length=10)),
                ('settled_at', models.DateTimeField(null=True)),
                ('because', models.TextField(blank=True)),
                ('outcome', models.JSONField(default=list)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='validations', to='accounts.organisation')),
                ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='support.request')),
                ('subscription', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='validations', to='agreements.subscription')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='validations', to='catalogue.productversion')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_at'], name='validation_due')],
                'constraints': [models.UniqueConstraint(fields=('version', 'subscription'), name='one_validation'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('state', 'awaited')), models.Q(models.Q(('state', 'awaited'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='validation_settled_on_a_date'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('because', ''), _negated=True), _connector='OR'), name='validation_refused_with_reasons')],
            },
        ),
    ]
