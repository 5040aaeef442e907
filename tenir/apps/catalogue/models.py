"""What the publisher sells, in which versions, and what each needs."""

from django.db import models


class Family(models.Model):
    """A family of products (fr. famille)."""

    key = models.SlugField(max_length=60, unique=True)
    name_fr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True)


class Software(models.Model):
    """Software of another publisher inside products (fr. logiciel tiers), and its conditions.

    `promises` is what that publisher itself commits to, as tenir.terms.third_party reads it;
    `conditions_at` is null while its conditions are not on record.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    conditions_fr = models.TextField(blank=True)
    conditions_en = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)
    promises = models.JSONField(default=dict)
    conditions_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """A product in its standard version (fr. produit logiciel).

    Its key is that of the agreement file. `refers_*` names the outside document that has its own
    terms for it, where there is one. A product withdrawn stays: contracts name it.
    """

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    formerly = models.CharField(max_length=120, blank=True)
    families = models.ManyToManyField(Family, related_name="products")
    third_party = models.ManyToManyField(Software, related_name="products")
    position = models.PositiveSmallIntegerField(default=0)
    refers_fr = models.CharField(max_length=200, blank=True)
    refers_en = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Module(models.Model):
    """A functional part of a product that may be ordered alone (fr. module)."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="modules")
    key = models.SlugField(max_length=60)
    name_fr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["product", "key"], name="one_module"),)


class ProductVersion(models.Model):
    """A version of a product (fr. version): its number, its kind, the day it came out."""

    class Kind(models.TextChoices):
        PATCH = "patch"
        VERSION = "version"
        MAJOR = "major"

    product = models.ForeignKey(Product, models.PROTECT, related_name="versions")
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    major_reason = models.TextField(blank=True)
    released_on = models.DateField()
    reasons = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["product", "number"], name="one_product_version"),
            models.CheckConstraint(
                condition=~models.Q(kind="major") | ~models.Q(major_reason=""),
                name="major_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.product} {self.number}"


class UpdateFile(models.Model):
    """A file of a version, for those who subscribe to its product (fr. fichier de mise à jour)."""

    version = models.ForeignKey(ProductVersion, models.PROTECT, related_name="files")
    document = models.OneToOneField("documents.Document", models.PROTECT, related_name="+")


class Prerequisites(models.Model):
    """What a version needs, as published at one time (fr. prérequis).

    Never changed: another edition takes its place. It holds from the day `required_from`.
    """

    version = models.ForeignKey(ProductVersion, models.PROTECT, related_name="prerequisites")
    edition = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    required_from = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["version", "edition"], name="one_edition"),)


class Prerequisite(models.Model):
    """One thing that the client must have, and where that is written."""

    class Kind(models.TextChoices):
        TECHNICAL = "technical"
        CONFIGURATION = "configuration"
        SYSTEM_SOFTWARE = "system_software"

    class Source(models.TextChoices):
        DOCUMENTATION = "documentation"
        OFFER = "offer"
        RECOMMENDATION = "recommendation"

    edition = models.ForeignKey(Prerequisites, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    text_fr = models.TextField()
    text_en = models.TextField()
    source = models.CharField(max_length=20, choices=Source.choices)
    reference = models.CharField(max_length=500)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["edition", "position"], name="one_prerequisite"),
        )


class Acknowledgement(models.Model):
    """A client has read prerequisites (fr. prise de connaissance)."""

    edition = models.ForeignKey(Prerequisites, models.PROTECT, related_name="acknowledgements")
    client = models.ForeignKey("parties.Client", models.PROTECT)
    person = models.ForeignKey("accounts.Person", models.SET_NULL, null=True)
    acknowledged_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["edition", "client"], name="one_acknowledgement"),
        )
