"""The platform's addresses, and the peer's."""

from django.urls import include, path

from benchmarks.peer import admin

urlpatterns = [path("", include("tenir.urls")), path("peer/", admin.urls)]
