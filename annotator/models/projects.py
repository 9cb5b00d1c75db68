"""A project: what is labelled, by which labels, for how much."""

from decimal import Decimal
from math import inf

from django.conf import settings
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from annotator.limits import (
    MAX_GUIDELINES_CHARS,
    MAX_LABEL_NAME_CHARS,
    MAX_MODEL_NAME_CHARS,
    MAX_PROJECT_NAME_CHARS,
    PROJECT_BOUNDS,
)


def _within(field: str) -> list[BaseValidator]:
    low, high = PROJECT_BOUNDS[field]
    return [MinValueValidator(low), MaxValueValidator(high)]


class Kind(models.TextChoices):
    IMAGE = "image"
    TEXT = "text"


class PeoplesProjects(models.Manager["Project"]):
    """Projects that people have made, without the arenas in which benchmarks play."""

    def get_queryset(self) -> models.QuerySet["Project"]:
        return super().get_queryset().filter(benchmark__isnull=True)


class ProjectStatus(models.TextChoices):
    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    FINISHED = "finished"


class Project(models.Model):
    """The row of a project is its one lock: who changes queue, leases or spending holds it (services/locks.py)."""

    name = models.CharField(max_length=MAX_PROJECT_NAME_CHARS)
    kind = models.CharField(max_length=8, choices=Kind)
    status = models.CharField(max_length=12, choices=ProjectStatus, default=ProjectStatus.DRAFT)
    guidelines = models.TextField(blank=True, max_length=MAX_GUIDELINES_CHARS)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # Set: an arena, where a run of this benchmark plays. `Project.objects` knows none, and no way leads from the
    # benchmark to them: whoever wants arenas says so.
    benchmark = models.ForeignKey("Benchmark", models.CASCADE, null=True, blank=True, related_name="+")

    overlap = models.PositiveSmallIntegerField(default=1, validators=_within("overlap"))
    # Share of the items set apart, blind to the model, as audit items; and of the queue given to them.
    audit_share = models.FloatField(default=0.1, validators=_within("audit_share"))
    # Share of what people are asked that are gold items, as long as there are any that a person has not answered.
    gold_share = models.FloatField(default=0.0, db_default=0.0, validators=_within("gold_share"))
    # Below so large a share of gold items right somebody is told, or stopped; null: nobody is. watch_pace: so is who is
    # too fast to have looked.
    warn_below = models.FloatField(null=True, blank=True, validators=_within("warn_below"))
    pause_below = models.FloatField(null=True, blank=True, validators=_within("pause_below"))
    watch_pace = models.BooleanField(default=False, db_default=False)
    lease_minutes = models.PositiveIntegerField(default=30, validators=_within("lease_minutes"))
    deck_size = models.PositiveSmallIntegerField(default=20, validators=_within("deck_size"))

    budget_labels = models.PositiveIntegerField(default=1000, validators=[MinValueValidator(1)])
    budget_money = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    price_per_label = models.DecimalField(
        max_digits=10, decimal_places=4, default=Decimal(0), validators=[MinValueValidator(Decimal(0))]
    )
    compute_price_per_hour = models.DecimalField(
        max_digits=10, decimal_places=4, default=Decimal(0), validators=[MinValueValidator(Decimal(0))]
    )
    currency = models.CharField(max_length=3, default="EUR")
    annotators_see_money = models.BooleanField(default=False)

    strategy = models.CharField(max_length=40, default="auto")
    advanced = models.JSONField(default=dict, blank=True)
    batch_size = models.PositiveIntegerField(default=50, validators=_within("batch_size"))
    # A round is asked for when this fraction of the labelled batch is answered; 1.0 is the papers' synchronous mode.
    start_fraction = models.FloatField(default=0.5, validators=_within("start_fraction"))
    # Of items that are nearly the same one is asked, and the others when nothing else is left. sought: they are known
    # among the items as they are now.
    duplicates_once = models.BooleanField(default=True)
    duplicates_sought = models.BooleanField(default=False)
    seed = models.PositiveBigIntegerField(default=0)
    # Columns that are shown beside the main content, in this order: {"name", "look": "heading", "small" or "hidden",
    # "read", "identifies", "place"}; read: the model reads it too; identifies: texts that differ in it are different
    # items; place: among those that do so, whatever is shown in which order.
    fields = models.JSONField(default=list, blank=True)
    # The model whose suggestions annotators see ("" is one without a name); null: they see none.
    shown_suggestions = models.CharField(max_length=MAX_MODEL_NAME_CHARS, null=True, blank=True)
    # Of the labels that each person gave, the share that is drawn for review; and whether reviewers see who gave what.
    review_share = models.FloatField(default=0.05, db_default=0.05, validators=_within("review_share"))
    review_names = models.BooleanField(default=False, db_default=False)
    # Of what labelling pages show of the project: name, guidelines, labels, deck size. It grows in the transaction that
    # changes them, and an open page that knows an older one gets the project anew (api/deck.py).
    version = models.PositiveIntegerField(default=0)

    # Somebody has asked again for some items (`Item.asked_for`): begun items are sought then.
    asks_again = models.BooleanField(default=False, db_default=False)

    # Caches, written under the project's lock together with what they count; `manage.py verify_counters` proves them.
    # labels_waiting: labels on pool items that no round has consumed (selectors/rounds.py: waiting).
    # items_removed: rows below next_row that have no item any more; labels_removed: of labels_spent, those on them.
    next_row = models.PositiveIntegerField(default=0)
    items_removed = models.PositiveIntegerField(default=0)
    labels_removed = models.PositiveIntegerField(default=0)
    labels_spent = models.PositiveIntegerField(default=0)
    labels_waiting = models.PositiveIntegerField(default=0)
    money_spent = models.DecimalField(max_digits=14, decimal_places=4, default=Decimal(0))

    # The first is the default: who forgets that there are arenas meets none. Keys that point to a project, saving and
    # deleting go by Django's base manager, which knows all.
    objects = PeoplesProjects()
    all_with_arenas = models.Manager["Project"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], name="project_name_once"),
            models.CheckConstraint(condition=Q(labels_spent__lte=F("budget_labels")), name="labels_within_budget"),
            models.CheckConstraint(condition=Q(overlap__gte=1), name="overlap_at_least_one"),
            # NaN passes every validator, and PostgreSQL takes it for the largest number.
            models.CheckConstraint(
                condition=Q(start_fraction__lt=inf, audit_share__lt=inf, gold_share__lt=inf, review_share__lt=inf),
                name="shares_are_numbers",
            ),
            models.CheckConstraint(
                condition=(Q(warn_below=None) | Q(warn_below__lt=1)) & (Q(pause_below=None) | Q(pause_below__lt=1)),
                name="limits_are_shares",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def n_items(self) -> int:
        return self.next_row - self.items_removed

    @property
    def is_arena(self) -> bool:
        return self.benchmark_id is not None


class Label(models.Model):
    """A class of the project. `position` is its index in the engine's arrays and never changes once answered."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="labels")
    name = models.CharField(max_length=MAX_LABEL_NAME_CHARS)
    key = models.CharField(max_length=1, blank=True)
    color = models.CharField(max_length=7)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            # Both are checked at the end of the transaction: labels may swap their names, and their places.
            models.UniqueConstraint(
                fields=["project", "name"],
                name="label_name_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["project", "position"],
                name="label_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["project", "key"], condition=~Q(key=""), name="label_key_once"),
        ]

    def __str__(self) -> str:
        return self.name
