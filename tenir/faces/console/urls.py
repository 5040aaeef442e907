"""The console's addresses."""

from django.urls import path

from tenir.faces.console import (
    agreement,
    articles,
    background,
    catalogue,
    clients,
    commitments,
    contracts,
    drafts,
    journal,
    notices,
    orders,
    people,
    search,
)

app_name = "console"
urlpatterns = [
    path("", commitments.home, name="home"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/<int:id>/", commitments.commitment, name="commitment"),
    path("clients/", clients.clients, name="clients"),
    path("clients/<int:id>/", clients.client, name="client"),
    path("contracts/", contracts.contracts, name="contracts"),
    path("subscriptions/<int:id>/terms/", contracts.terms, name="terms"),
    path("catalogue/", catalogue.catalogue, name="catalogue"),
    path("agreement/", agreement.versions, name="versions"),
    path("agreement/draft/", drafts.draft, name="draft"),
    path("agreement/<int:id>/", drafts.version, name="version"),
    path("agreement/<int:id>/replay/", drafts.replay, name="replay"),
    path("agreement/<int:id>/change/", drafts.change, name="version-change"),
    path("orders/", orders.orders, name="orders"),
    path("orders/<int:id>/", orders.quote, name="quote"),
    path("orders/<int:id>/price/", orders.price, name="price"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<int:id>/", notices.notice, name="notice"),
    path("notices/<int:id>/change/", notices.change, name="notice-change"),
    path("journal/", journal.journal, name="journal"),
    path("journal/<int:id>/", journal.entry, name="entry"),
    path("background/", background.background, name="background"),
    path("background/<str:id>/", background.change, name="job-change"),
    path("people/", people.people, name="people"),
    path("help/", articles.contents, name="help"),
    path("help/<slug:name>/", articles.article, name="help"),
]
