"""The console's addresses."""

from django.urls import path

from tenir.faces.console import commitments, journal

app_name = "console"
urlpatterns = [
    path("", commitments.home, name="home"),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/<int:id>/", commitments.commitment, name="commitment"),
    path("journal/", journal.journal, name="journal"),
]
