"""What is open takes a place in the queue, and may be at risk."""

from datetime import UTC, datetime

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OVER = ("draft", "resolved", "closed", "refused", "merged")
AFTERWARDS = datetime(9998, 1, 1, tzinfo=UTC)
LAST = datetime(9999, 1, 1, tzinfo=UTC)


def queue(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """What is open takes its place in the queue; what runs is at risk once it is due."""
    request = apps.get_model("support", "Request")
    place = models.Case(
        models.When(due_at__isnull=False, then="due_at"),
        models.When(left__isnull=False, then=models.Value(AFTERWARDS)),
        default=models.Value(LAST), output_field=models.DateTimeField(),
    )
    request.objects.exclude(state__in=OVER).update(queued_at=place, risk_at=models.F("due_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0004_closures'),
        ('orders', '0001_initial'),
        ('parties', '0003_reminded'),
        ('support', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='request',
            name='queued_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='request',
            name='risk_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(queue, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='request',
            index=models.Index(condition=models.Q(('queued_at__isnull', False)), fields=['queued_at', 'left', 'id', 'due_at', 'risk_at', 'clock', 'state', 'priority', 'assignee', 'team', 'client', 'subscription', 'restricted', 'opened_by', 'entered_by', 'title'], name='request_queue'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('queued_at', None), ('state__in', ('draft', 'resolved', 'closed', 'refused', 'merged'))), models.Q(models.Q(('state__in', ('draft', 'resolved', 'closed', 'refused', 'merged')), _negated=True), ('queued_at__isnull', False), models.Q(('due_at', None), ('queued_at', models.F('due_at')), _connector='OR')), _connector='OR'), name='request_queued'),
        ),
    ]
