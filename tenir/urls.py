"""Who answers which address."""

from django.urls import include, path

urlpatterns = [
    path("console/", include("tenir.faces.console.urls")),
    path("portal/", include("tenir.faces.portal.urls")),
    path("api/v1/", include("tenir.faces.api.urls")),
    path("account/", include("tenir.apps.accounts.urls")),
    path("", include("tenir.faces.public.urls")),  # last: each of its addresses would be tried
]
