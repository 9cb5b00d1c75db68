"""Rounds and the queue that they publish."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class RoundStatus(models.TextChoices):
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Round(models.Model):
    """From labelled batch to new queue. At most one runs per project: the database says so."""

    project = models.ForeignKey("Project", models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=RoundStatus, default=RoundStatus.RUNNING)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    # Tries that count: none after a pause or a change of strategy, which are no reason to give up.
    attempts = models.PositiveSmallIntegerField(default=1)
    cancel_requested = models.BooleanField(default=False)
    error = models.TextField(blank=True)
    worker = models.CharField(max_length=120, blank=True)

    strategy = models.JSONField(default=dict)
    labels_new = models.PositiveIntegerField(default=0)
    labels_total = models.PositiveIntegerField(default=0)
    # Labels and money spent when the round read its annotations.
    spent_labels = models.PositiveIntegerField(default=0)
    spent_money = models.DecimalField(max_digits=14, decimal_places=4, default=0)
    # Labels that came with files and that this round, or one before it, has consumed.
    arrived_labels = models.PositiveIntegerField(default=0, db_default=0)
    candidates = models.PositiveIntegerField(default=0)
    update_s = models.FloatField(default=0)
    score_s = models.FloatField(default=0)
    query_s = models.FloatField(default=0)
    other_s = models.FloatField(default=0)
    rank_correlation = models.FloatField(null=True)
    # Labels that must wait before the next round starts, where rounds follow the decks (selectors/cadence.py); null: as
    # the settings say.
    next_after = models.PositiveIntegerField(null=True)
    # Audit items on which the new proxy was right, of those answered when the round began.
    audit_right = models.PositiveIntegerField(default=0)
    audit_n = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    # Path of the engine's state in the default storage; empty until the round is published.
    state_file = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="round_number_once"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(status="running"), name="one_running_round_per_project"
            ),
        ]

    @property
    def given_labels(self) -> int:
        """Labels that people had given when the round read, paid here or brought by files: the x-axis of learning."""
        return self.spent_labels + self.arrived_labels


class Turn(models.Model):
    """A worker's last turn for a project: a round, or a round of one of its benchmarks.

    began_at: of the turn that goes on, or that a worker did not live to end; ended_at, seconds: of the last that ended.
    """

    project = models.OneToOneField("Project", models.CASCADE, primary_key=True, related_name="+")
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0)


class AuditMarks(models.Model):
    """Audit items that a round's proxy got right, and wrong: what makes two rounds comparable on the same items.

    A table of its own: every exchange reads the newest round, and none needs these.
    """

    round = models.OneToOneField(Round, models.CASCADE, primary_key=True, related_name="audit_marks")
    right_rows = ArrayField(models.PositiveIntegerField())
    wrong_rows = ArrayField(models.PositiveIntegerField())


class ItemPrediction(models.Model):
    """What the proxy made of an item when a round last ranked it or measured by it; of other items nothing is kept.

    round: its number. label, probability: the likeliest. said: the newest first, at most as many rounds as
    services/rounds/predictions.py keeps: [{"round": 7, "likeliest": [[position of a label, its probability], …]}, …].
    """

    # No constraint of its own for the project: a prediction goes with its item.
    item = models.OneToOneField("Item", models.CASCADE, primary_key=True, related_name="prediction")
    project = models.ForeignKey("Project", models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    round = models.PositiveIntegerField()
    label = models.ForeignKey("Label", models.CASCADE, related_name="+")
    probability = models.FloatField()
    said = models.JSONField()

    class Meta:
        db_table = "annotator_prediction"
        constraints = [
            models.CheckConstraint(
                condition=Q(probability__gte=0, probability__lte=1), name="prediction_probability_is_one"
            ),
        ]
        # By how sure the model is.
        indexes = [models.Index(fields=["project", "probability"], name="prediction_by_probability")]


class ToldBy(models.TextChoices):
    """How it is known that a model did not learn an item's own label when it spoke of it.

    LEFT_OUT: a head learned from the others. BEFORE: it spoke before the item had any answer.
    """

    LEFT_OUT = "left_out"
    BEFORE = "before"


class SuspectedItem(models.Model):
    """An item whose label the newest round's model takes for an error: all of a project's are replaced by each round.

    Whether it stands still is asked of the item (selectors/items/conditions.py: SUSPECTED). rank: from 1 on, the most
    suspect first. label: what the item was given, answers: by so many; own: the probability of that label. other,
    probability: what the model says instead. score: 0 to 1, higher is more suspect.
    """

    # No constraint of its own for the project: it goes with its item.
    item = models.OneToOneField("Item", models.CASCADE, primary_key=True, related_name="suspected")
    project = models.ForeignKey("Project", models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    round = models.PositiveIntegerField()
    rank = models.PositiveIntegerField()
    score = models.FloatField()
    label = models.ForeignKey("Label", models.CASCADE, related_name="+")
    own = models.FloatField()
    other = models.ForeignKey("Label", models.CASCADE, related_name="+")
    probability = models.FloatField()
    answers = models.PositiveSmallIntegerField()
    told_by = models.CharField(max_length=8, choices=ToldBy)

    class Meta:
        db_table = "annotator_suspected"
        constraints = [
            models.CheckConstraint(
                condition=Q(probability__gte=0, probability__lte=1, own__gte=0, own__lte=1, score__gte=0, score__lte=1),
                name="suspected_by_probabilities",
            ),
        ]
        indexes = [models.Index(fields=["project", "rank"], name="suspected_by_rank")]


class QueueEntry(models.Model):
    """The newest ranking, stored. `open`: the item has open slots left; it follows them in the same transaction.

    rank: from 1 on; below 0 for what comes before all of the ranking, because somebody asked for more items like others
    (services/projects/alike.py). Such an entry has no round, and its score is a cosine.
    """

    # No index of its own: both below begin with the project.
    project = models.ForeignKey("Project", models.CASCADE, related_name="+", db_index=False)
    round = models.ForeignKey(Round, models.CASCADE, null=True, related_name="entries")
    item = models.ForeignKey("Item", models.CASCADE, related_name="+")
    rank = models.IntegerField()
    score = models.FloatField()
    probability = models.FloatField(null=True)
    open = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "item"], name="item_queued_once")]
        indexes = [models.Index(fields=["project", "rank"], condition=Q(open=True), name="queue_open")]
