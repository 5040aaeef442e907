"""The index's table: keys and folded words, nothing that is ever shown."""

from django.db import models


class Found(models.Model):
    """A thing that can be found, by one side (fr. résultat).

    `kind` and `of` name it ("client", "12"); a person at two clients has a row for each. `name` is
    what it is called, folded; `words` are all the words it is found by, folded, with its marks
    (marks.py). A result is read again by the app's own query before it is shown: no text comes
    from here. Beside it stand the database's own means: FTS5 or a GIN index (indexing.py).
    """

    class Audience(models.TextChoices):
        EVERYONE = "everyone"
        CLIENT = "client"  # the client's people, and staff
        STAFF = "staff"
        SECURITY = "security"  # security officers alone

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20)
    of = models.CharField(max_length=40)
    organisation = models.BigIntegerField(null=True)  # its key: the index stands on nothing
    audience = models.CharField(max_length=10, choices=Audience.choices)
    name = models.CharField(max_length=200)
    words = models.TextField()
    at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["kind", "of"], name="search_thing"),)


class Built(models.Model):
    """How the index was last built: one row. Another edition of the rules builds it anew."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    edition = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="search_one_built"),)
