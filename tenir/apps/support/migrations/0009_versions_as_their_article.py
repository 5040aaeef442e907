"""Each version of an article that there is is for whom its article is for."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def as_their_article(apps: Any, schema: Any) -> None:
    """What the article says is what each of its versions says."""
    known = apps.get_model("support", "ArticleVersion").objects.select_related("article")
    for version in known.prefetch_related("article__products").defer("words"):
        version.inside = version.article.inside
        version.save(update_fields=["inside"])
        version.products.set(version.article.products.all())


class Migration(migrations.Migration):
    dependencies = [("support", "0008_article_version_for")]

    operations = [migrations.RunPython(as_their_article, migrations.RunPython.noop)]
