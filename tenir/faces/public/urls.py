"""The public addresses."""

from django.urls import path

from tenir.faces.public import (
    articles,
    clauses,
    design,
    how,
    pages,
    status,
    status_badge,
    status_feeds,
    status_private,
    status_subscribe,
    statuspage,
)

app_name = "public"
urlpatterns = [
    path("", pages.start, name="start"),
    path("contacts/", pages.contacts, name="contacts"),
    path("support/", pages.support, name="support"),
    path("support/mail/", pages.mail, name="mail"),
    path("support/proposals/<int:id>/", pages.proposal, name="proposal"),
    path("support/how/<str:token>/<int:score>/", how.how, name="how"),
    path("support/<int:id>/", pages.request_told, name="request"),
    path("catalogue/", pages.catalogue, name="catalogue"),
    path("commitments/<int:id>/", pages.commitment, name="commitment"),
    path("orders/<int:id>/", pages.quote, name="quote"),
    path("agreement/", pages.versions, name="versions"),
    path("agreement/<int:id>/", pages.version, name="version"),
    path("agreement/<int:old>/<int:new>/", pages.differences, name="differences"),
    path("agreement/clause/<str:number>/", clauses.clause, name="clause"),
    path("agreement/clause/<str:number>/words/", clauses.words, name="clause-words"),
    path("status/", status.status, name="status"),
    path("status/incidents/<str:reference>/", status.incident, name="incident"),
    path("status/subscribe/", status_subscribe.subscribe, name="subscribe"),
    path("status/subscription/<str:token>/", status_subscribe.subscription, name="subscription"),
    path(
        "status/subscription/<str:token>/leave/",
        status_subscribe.leave_at_once,
        name="subscription-leave",
    ),
    path("status/private/<str:token>/", status_private.board, name="private"),
    path("status/private/<str:token>/works.ics", status_private.works, name="private-works"),
    path("status/private/<str:token>/feed.<str:kind>", status_private.feed, name="private-feed"),
    path("status/<str:language>/", status.status_in, name="status-in"),
    path(
        "status/<str:language>/incidents/<str:reference>/",
        status.incident_in,
        name="incident-in",
    ),
    path("status/<str:language>/feed.<str:kind>", status_feeds.feed, name="feed"),
    path("status/<str:language>/badge.svg", status_badge.badge, name="badge"),
    path(
        "status/<str:language>/badge/<slug:key>.svg",
        status_badge.product_badge,
        name="product-badge",
    ),
    path("status/<str:language>/embed/", status_badge.embed, name="embed"),
    path("status/<str:language>/works.ics", status_feeds.works, name="works"),
    path("status/<str:language>/months/<str:month>/", status.month_in, name="status-month"),
    path("status/<str:language>/api/v2/<path:name>.json", statuspage.answer, name="statuspage-in"),
    path("api/v2/<path:name>.json", statuspage.in_french, name="statuspage"),
    path("design/", design.design, name="design"),
    path("help/", articles.contents, name="help"),
    path("help/<slug:name>/", articles.article, name="help"),
]
