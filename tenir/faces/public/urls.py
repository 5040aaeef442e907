"""The public addresses."""

from django.urls import path

from tenir.faces.public import pages

app_name = "public"
urlpatterns = [
    path("", pages.start, name="start"),
    path("contacts/", pages.contacts, name="contacts"),
    path("catalogue/", pages.catalogue, name="catalogue"),
    path("agreement/", pages.versions, name="versions"),
    path("agreement/<int:id>/", pages.version, name="version"),
    path("agreement/<int:old>/<int:new>/", pages.differences, name="differences"),
]
