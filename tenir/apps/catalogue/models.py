"""What the publisher sells."""

from django.db import models


class Family(models.Model):
    """A family of products (fr. famille)."""

    key = models.SlugField(max_length=60, unique=True)
    name_fr = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)


class Product(models.Model):
    """A product in its standard version (fr. progiciel); its key is that of the agreement file."""

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    formerly = models.CharField(max_length=120, blank=True)
    families = models.ManyToManyField(Family, related_name="products")

    def __str__(self) -> str:
        return self.name
