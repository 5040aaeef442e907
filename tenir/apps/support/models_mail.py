"""Mail that came in and joined no request: kept until a person has seen to it."""

from django.db import models


class KeptMail(models.Model):
    """A mail that could not be placed, whole or in part (fr. courriel en attente), and why.

    `reason` is a phrase's key; `sender` and `title` are what the mail says, believed by nobody.
    `content` is the message as it came, compressed; the same message is kept once. `request` is
    the one that its words joined, where only a file of it could not be taken.
    """

    reason = models.CharField(max_length=60)
    detail = models.TextField(blank=True)
    automatic = models.BooleanField(default=False)
    sender = models.CharField(max_length=320, blank=True)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    received_at = models.DateTimeField()
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    request = models.ForeignKey(
        "support.Request", models.SET_NULL, null=True, related_name="kept_mail"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    settled_because = models.TextField(blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["-id"], condition=models.Q(settled_at=None), name="support_mail_open"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(settled_at=None) | ~models.Q(settled_because=""),
                name="support_mail_settled",
            ),
        )
