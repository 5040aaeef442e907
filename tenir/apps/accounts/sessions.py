"""Ends what a person has open."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import F

from tenir.apps.accounts.models import Person


def end_all(person: Person) -> None:
    """Ends every session of that person, those that no list knows of included."""
    Person.objects.filter(pk=person.pk).update(sessions_ended=F("sessions_ended") + 1)
    listed = UserSession.objects.filter(user=person.pk)
    Session.objects.filter(
        session_key__in=list(listed.values_list("session_key", flat=True))
    ).delete()
    listed.delete()
