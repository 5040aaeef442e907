"""Each version of an article that there is is for whom its article was for when it was published."""

from __future__ import annotations

from typing import Any

from django.db import migrations

PUBLISHED = "support.article_published"


def as_their_article(apps: Any, schema: Any) -> None:
    """As the journal says of its publication; a draft, and its products, as the article says."""
    told = apps.get_model("journal", "Entry").objects.filter(verb=PUBLISHED)
    kept = {
        (subject, after["number"]): after["inside"]
        for subject, after in told.order_by("id").values_list("subject", "after")
    }
    known = apps.get_model("support", "ArticleVersion").objects.select_related("article")
    for version in known.prefetch_related("article__products").defer("words"):
        named = f"article/{version.article_id}", version.number
        version.inside = kept.get(named, version.article.inside)
        version.save(update_fields=["inside"])
        version.products.set(version.article.products.all())


class Migration(migrations.Migration):
    dependencies = [("journal", "0006_covering"), ("support", "0008_article_version_for")]

    operations = [migrations.RunPython(as_their_article, migrations.RunPython.noop)]
