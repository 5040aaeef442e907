"""The background work's tables, beside the queue's own (django-tasks-db)."""

from django.db import models


class Worker(models.Model):
    """A process that takes jobs, and when it last said that it lives, by the database's clock."""

    name = models.CharField(max_length=64, unique=True)
    host = models.CharField(max_length=100)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()


class Firing(models.Model):
    """A schedule's turn: its row decides that it fires once, however many workers run."""

    name = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    fired_at = models.DateTimeField()
    job = models.UUIDField(null=True)  # None: the first turn seen, which only marks the beginning

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name", "due_at"], name="fires_once"),)


class Pulse(models.Model):
    """When a loop last went round to its end: `tick`, `deliver`, `jobs`."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
