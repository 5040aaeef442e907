"""Who answers which address."""

from django.urls import include, path

from tenir.ui import dead_ends

urlpatterns = [
    path("console/", include("tenir.faces.console.urls")),
    path("portal/", include("tenir.faces.portal.urls")),
    path("api/v1/", include("tenir.faces.api.urls")),
    path("account/", include("tenir.apps.accounts.urls")),
    path("", include("tenir.faces.public.urls")),  # last: each of its addresses would be tried
]

handler400, handler403 = dead_ends.not_understood, dead_ends.not_allowed
handler404, handler429 = dead_ends.not_found, dead_ends.too_often
