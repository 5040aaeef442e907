"""What agents work with: teams, followers, who is on what, canned answers, links."""

from django.db import models


class Team(models.Model):
    """Those who answer together (fr. équipe)."""

    name = models.CharField(max_length=120, unique=True)
    members = models.ManyToManyField("accounts.Person", related_name="support_teams")

    def __str__(self) -> str:
        return self.name


class Follower(models.Model):
    """Someone who is told of what happens to a request (fr. abonné à une demande)."""

    request = models.ForeignKey("support.Request", models.CASCADE, related_name="followers")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["request", "person"], name="one_follower"),)


class Presence(models.Model):
    """Who has a request open now (fr. présence): it lapses by itself at `until`."""

    request = models.ForeignKey("support.Request", models.CASCADE, related_name="presences")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    writing = models.BooleanField(default=False)
    until = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["request", "person"], name="one_presence"),)


class CannedAnswer(models.Model):
    """Words that agents use again (fr. réponse type), in both languages."""

    name = models.CharField(max_length=120, unique=True)
    text_fr = models.TextField()
    text_en = models.TextField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """Two requests that have to do with each other (fr. lien)."""

    class Kind(models.TextChoices):
        RELATED = "related"
        SPLIT = "split"  # the second came out of the first

    first = models.ForeignKey("support.Request", models.CASCADE, related_name="links")
    second = models.ForeignKey("support.Request", models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.RELATED)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["first", "second"], name="one_support_link"),
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")), name="linked_to_another"
            ),
        )


class Moving(models.Model):
    """Clocks that a closing moves in the background, as they are many: how far that is."""

    closure = models.OneToOneField("agreements.Closure", models.CASCADE, related_name="moving")
    since = models.DateTimeField(null=True)  # clocks that were not running yet then; None: all
    told_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)  # requests
    of = models.PositiveIntegerField()
    failed = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True)
