"""The portal's addresses."""

from django.urls import path

from tenir.faces.portal import (
    agreement,
    articles,
    commitments,
    contacts,
    documents,
    journal,
    notices,
    orders,
    prerequisites,
    search,
    subscriptions,
)

app_name = "portal"
urlpatterns = [
    path("", commitments.home, name="home"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/<int:id>/", commitments.commitment, name="commitment"),
    path("subscriptions/", subscriptions.subscriptions, name="subscriptions"),
    path("subscriptions/<int:id>/terms/", subscriptions.terms, name="terms"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts/<int:id>/confirm/", contacts.confirm, name="contacts-confirm"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/<int:id>/answer/", agreement.answer, name="agreement-answer"),
    path("prerequisites/", prerequisites.prerequisites, name="prerequisites"),
    path("prerequisites/<int:id>/<int:edition>/", prerequisites.acknowledge, name="acknowledge"),
    path("orders/", orders.orders, name="orders"),
    path("orders/ask/", orders.ask, name="ask"),
    path("orders/<int:id>/", orders.quote, name="quote"),
    path("orders/<int:id>/answer/", orders.answer, name="answer"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<int:id>/", notices.notice, name="notice"),
    path("documents/", documents.documents, name="documents"),
    path("documents/<uuid:id>/", documents.document, name="document"),
    path("journal/", journal.journal, name="journal"),
    path("journal/<int:id>.jsonl", journal.export, name="journal-export"),
    path("help/", articles.contents, name="help"),
    path("help/<slug:name>/", articles.article, name="help"),
]
