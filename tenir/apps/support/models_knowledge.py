"""What support knows: articles with their versions, who was trained, what clients propose."""

from django.db import models


class Article(models.Model):
    """An article of the knowledge base (fr. article de la base de connaissances).

    Clients read it who subscribe to one of its products, or all of them where it names none;
    `inside` keeps it to staff. `published` is the version that they read: whom it is for is what
    that version says; before there is one, what the draft says.
    """

    products = models.ManyToManyField("catalogue.Product", related_name="support_articles")
    inside = models.BooleanField(default=False)
    published = models.ForeignKey(
        "support.ArticleVersion", models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()


class ArticleVersion(models.Model):
    """A version of an article, in Markdown, written once; one language may be left empty.

    `words` are those of both languages as they are compared. `products` and `inside` are whom this
    version is for: the article takes them up when it is published.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title_fr = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    body_fr = models.TextField(blank=True)
    body_en = models.TextField(blank=True)
    words = models.TextField()
    products = models.ManyToManyField("catalogue.Product", related_name="+")
    inside = models.BooleanField(default=False)
    because = models.TextField(blank=True)
    written_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["article", "number"], name="one_article_version"),
            models.CheckConstraint(
                condition=(~models.Q(title_fr="") & ~models.Q(body_fr=""))
                | (~models.Q(title_en="") & ~models.Q(body_en="")),
                name="article_in_a_language",
            ),
        )


class Training(models.Model):
    """A contact was trained to use a product (fr. formation), as its attendance sheet says."""

    contact = models.ForeignKey("parties.Contact", models.CASCADE, related_name="trainings")
    product = models.ForeignKey("catalogue.Product", models.PROTECT, related_name="+")
    trained_on = models.DateField()
    sheet = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["contact", "product", "trained_on"],
                condition=models.Q(withdrawn_at=None),
                name="one_training",
            ),
        )


class Proposal(models.Model):
    """What a client proposes for a product (fr. suggestion), and what the publisher answers.

    No answer promises a date.
    """

    class Answer(models.TextChoices):
        OPEN = "open"
        PLANNED = "planned"
        DECLINED = "declined"

    client = models.ForeignKey("parties.Client", models.PROTECT, related_name="proposals")
    product = models.ForeignKey("catalogue.Product", models.PROTECT, related_name="proposals")
    title = models.CharField(max_length=200)
    text = models.TextField()
    proposed_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.OPEN)
    because = models.TextField(blank=True)
    answered_by = models.ForeignKey("accounts.Person", models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["client", "-id"], name="support_proposal_client"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answer="open") | ~models.Q(because=""),
                name="support_proposal_reason",
            ),
        )

    @property
    def subject(self) -> str:
        """What notices and the journal call it."""
        return f"proposal/{self.pk}"
