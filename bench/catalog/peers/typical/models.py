"""The columns of our tables that the page reads."""

from __future__ import annotations

from django.db import models

from catalog.vocabulary import Credential, Delivery, Depth, Pace, Path, SourceKind


class Named(models.Model):
    slug = models.SlugField()
    name = models.CharField(max_length=200)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class Provider(Named):
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=40)

    class Meta:
        managed = False
        db_table = "catalog_provider"


class Platform(Named):
    class Meta:
        managed = False
        db_table = "catalog_platform"


class Topic(Named):
    class Meta:
        managed = False
        db_table = "catalog_topic"
        ordering = ["name"]


class Language(models.Model):
    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(max_length=60)

    class Meta:
        managed = False
        db_table = "catalog_language"
        ordering = ["name"]

    def __str__(self):
        return self.name


class Source(models.Model):
    url = models.URLField()
    kind = models.CharField(max_length=20, choices=SourceKind)
    title = models.CharField(max_length=200)

    class Meta:
        managed = False
        db_table = "catalog_source"

    def __str__(self):
        return self.title


class Program(models.Model):
    slug = models.SlugField()
    title = models.CharField(max_length=200)
    title_key = models.CharField(max_length=300)
    provider = models.ForeignKey(Provider, models.PROTECT)
    platform = models.ForeignKey(Platform, models.PROTECT, null=True)
    path = models.CharField(max_length=20, choices=Path)
    credential = models.CharField(max_length=30, choices=Credential)
    depth = models.CharField(max_length=20, choices=Depth)
    topics = models.ManyToManyField(Topic, db_table="catalog_program_topics")
    delivery = models.CharField(max_length=20, choices=Delivery)
    pace = models.CharField(max_length=20, choices=Pace)
    languages = models.ManyToManyField(Language, db_table="catalog_program_languages")
    status = models.CharField(max_length=10)
    cost_basis = models.CharField(max_length=20)
    cost_min_usd = models.IntegerField(null=True)
    cost_max_usd = models.IntegerField(null=True)
    monthly_price_usd = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    duration_min = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    duration_max = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    effort_min = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    weekly_hours_min = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    cost_source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    cost_as_of = models.IntegerField(null=True)
    duration_source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    duration_as_of = models.IntegerField(null=True)
    pay_4_years = models.IntegerField(null=True)
    outcomes_state = models.CharField(max_length=20)

    class Meta:
        managed = False
        db_table = "catalog_program"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/programs/{self.slug}/"
