"""Benchmarks: strategies against each other, an oracle in the annotators' place. Points are kept for good."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotator.limits import MAX_BENCHMARK_TITLE_CHARS
from annotator.models.jobs import JobState


class BenchmarkSource(models.TextChoices):
    TRUTH = "truth"
    LABELS = "labels"


class Benchmark(models.Model):
    """Strategies and paired seeds on one project's items. `settings` is what was asked for, `frozen` what it met."""

    project = models.ForeignKey("Project", models.CASCADE, related_name="benchmarks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=MAX_BENCHMARK_TITLE_CHARS)
    source = models.CharField(max_length=8, choices=BenchmarkSource)
    settings = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    cancel_requested = models.BooleanField(default=False)
    error = models.TextField(blank=True)
    # Which test items there are, on what machine, and a hash of items, answers and settings; empty until it begins.
    frozen = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state"], condition=Q(state__in=["waiting", "running"]), name="benchmark_unfinished"),
        ]


class BenchmarkItems(models.Model):
    """Which items take part and what their truth is, as they stood when the benchmark began: the same for every run.

    rows: int32, labels: int16 (positions of labels), is_test: one byte each; little-endian, in the order of the rows.
    """

    benchmark = models.OneToOneField(Benchmark, models.CASCADE, primary_key=True, related_name="items")
    n_rows = models.PositiveIntegerField()
    rows = models.BinaryField()
    labels = models.BinaryField()
    is_test = models.BinaryField()


class BenchmarkRun(models.Model):
    """One strategy under one seed. It plays in its arena, a hidden project, which goes when the run is over."""

    benchmark = models.ForeignKey(Benchmark, models.CASCADE, related_name="runs")
    arm = models.CharField(max_length=200)
    seed = models.PositiveIntegerField()
    arena = models.ForeignKey("Project", models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    # Since the last point: a run that fails three times at the same round is given up.
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["benchmark", "arm", "seed"], name="arm_and_seed_once"),
        ]


class BenchmarkPoint(models.Model):
    """What a run had reached when the model knew so many labels. Seconds are real ones but for people_s."""

    run = models.ForeignKey(BenchmarkRun, models.CASCADE, related_name="points")
    round = models.PositiveIntegerField()
    labels = models.PositiveIntegerField()
    money = models.DecimalField(max_digits=14, decimal_places=4)
    # Simulated seconds that people spent on labels so far.
    people_s = models.FloatField()
    # Of this round alone.
    update_s = models.FloatField()
    score_s = models.FloatField()
    query_s = models.FloatField()
    other_s = models.FloatField()
    measure_s = models.FloatField()
    candidates = models.PositiveIntegerField()
    sample_steps = models.PositiveBigIntegerField()
    # Shares of test items: of the judge, and of the proxy that chose.
    error = models.FloatField()
    proxy_error = models.FloatField(null=True)
    # Estimates of the proxy's error from few items, {value, low, high, n}.
    audit = models.JSONField(null=True)
    lure = models.JSONField(null=True)
    # The rows whose labels came in with this round.
    rows = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["round"]
        constraints = [models.UniqueConstraint(fields=["run", "round"], name="point_once")]
