"""Where an incident may stand, and how much may be lost."""

from django.db import models


class Impact(models.TextChoices):
    """How much is lost to those who use it (fr. incidence)."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class State(models.TextChoices):
    """Where an incident stands (fr. état)."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    POSTMORTEM = "postmortem"
