"""What annotators hold, send and cost. Rows are appended; history is not edited."""

from math import inf

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotator.limits import MAX_COMMENT_CHARS, MAX_SKIP_REASON_CHARS


class Origin(models.TextChoices):
    """How an answer came in: by the queue, by a file, or by a program."""

    QUEUE = "queue"
    IMPORT = "import"
    API = "api"


class LeaseSource(models.TextChoices):
    RANKING = "ranking"
    RANDOM = "random"
    AUDIT = "audit"
    GOLD = "gold"
    SECOND = "second"
    ALIKE = "alike"
    API = "api"
    RETURNED = "returned"


class LeaseEnd(models.TextChoices):
    ANSWERED = "answered"
    EXPIRED = "expired"
    LEFT = "left"
    GIVEN_BACK = "given_back"
    WITHDRAWN = "withdrawn"


class Lease(models.Model):
    """An item held by one annotator until a time. Kept after it ended: it carries the lineage of the answer."""

    # Each index is written twice per lease. The item's is lease_newest; who and where is only asked of live leases.
    project = models.ForeignKey("Project", models.CASCADE, related_name="leases", db_index=False)
    item = models.ForeignKey("Item", models.CASCADE, related_name="leases", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    leased_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=12, choices=LeaseEnd, blank=True)
    # Lineage: why this item came up. round is null for what no ranking chose.
    source = models.CharField(max_length=8, choices=LeaseSource)
    round = models.ForeignKey("Round", models.SET_NULL, null=True, related_name="+")
    rank = models.PositiveIntegerField(null=True)
    score = models.FloatField(null=True)
    probability = models.FloatField(null=True)
    # A suggestion was handed out with the item: its answer was given in sight of it.
    suggestion_shown = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "user"],
                condition=Q(ended_at__isnull=True),
                name="one_live_lease_per_person_and_item",
            ),
        ]
        indexes = [
            models.Index(
                fields=["project", "expires_at"],
                condition=Q(ended_at__isnull=True),
                name="lease_live_by_expiry",
            ),
            models.Index(fields=["user", "project"], condition=Q(ended_at__isnull=True), name="lease_live_by_person"),
            # The newest lease of a person on an item; also what a deleted item looks for.
            models.Index(fields=["item", "user", "id"], name="lease_newest"),
        ]


class Submission(models.Model):
    """One POST of several answers, with the client's key; or all that one person said in one imported file."""

    # No index of its own: submission_of_project begins with it.
    project = models.ForeignKey("Project", models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    key = models.UUIDField()
    received_at = models.DateTimeField()
    accepted = models.PositiveIntegerField()
    origin = models.CharField(max_length=6, choices=Origin, default=Origin.QUEUE, db_default=Origin.QUEUE)
    # The import that brought it.
    job = models.ForeignKey("Job", models.SET_NULL, null=True, related_name="+", db_index=False)

    class Meta:
        # The same POST may arrive twice; each answer's own key decides what counts.
        indexes = [
            models.Index(fields=["user", "key"], name="submission_key"),
            models.Index(fields=["project", "received_at"], name="submission_of_project"),
        ]


class Annotation(models.Model):
    """One annotator's answer on one item: a label, or a skip. A correction is a new row that replaces the old."""

    # No index of their own for project, user and label: those below begin with them.
    project = models.ForeignKey("Project", models.CASCADE, related_name="annotations", db_index=False)
    item = models.ForeignKey("Item", models.CASCADE, related_name="annotations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    key = models.UUIDField()
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="annotations")
    lease = models.ForeignKey(Lease, models.SET_NULL, null=True, related_name="+")
    label = models.ForeignKey("Label", models.PROTECT, null=True, related_name="+", db_index=False)
    skip_reason = models.CharField(max_length=MAX_SKIP_REASON_CHARS, blank=True)
    flagged = models.BooleanField(default=False)
    comment = models.TextField(blank=True, max_length=MAX_COMMENT_CHARS)
    seconds = models.FloatField(default=0)
    suggestion_shown = models.BooleanField(default=False)
    answered_at = models.DateTimeField()
    received_at = models.DateTimeField()
    # The lease had run out, but the item was still wanted.
    late = models.BooleanField(default=False)
    # The first label of this person on this item: the one that is paid.
    paid = models.BooleanField(default=False)
    replaced_at = models.DateTimeField(null=True)
    # The round that consumed this label; null while it waits.
    round = models.ForeignKey("Round", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="answer_counts_once"),
            models.UniqueConstraint(
                fields=["item", "user"], condition=Q(replaced_at__isnull=True), name="one_current_answer"
            ),
            models.UniqueConstraint(fields=["item", "user"], condition=Q(paid=True), name="answer_paid_once"),
            models.CheckConstraint(condition=Q(paid=False) | Q(label__isnull=False), name="only_labels_are_paid"),
            # Below infinity: PostgreSQL takes NaN for the largest number.
            models.CheckConstraint(condition=Q(seconds__gte=0, seconds__lt=inf), name="seconds_not_negative"),
        ]
        indexes = [
            models.Index(
                fields=["project"],
                condition=Q(round__isnull=True, replaced_at__isnull=True, label__isnull=False),
                name="annotation_waiting",
            ),
            models.Index(fields=["project", "user", "received_at"], name="annotation_by_person"),
            # In the order in which they came: ids are given under the project's lock.
            models.Index(fields=["project", "id"], name="annotation_of_project"),
            models.Index(fields=["label", "item"], name="annotation_of_label"),
            # Few of all, and sought among all (selectors/items/conditions.py).
            models.Index(
                fields=["project", "item"],
                condition=Q(replaced_at__isnull=True) & (Q(label__isnull=True) | Q(flagged=True) | ~Q(comment="")),
                name="annotation_remarkable",
            ),
            # Answers that a round has learned and somebody replaced: few, and every round looks for them.
            models.Index(
                fields=["project"],
                condition=Q(round__isnull=False, replaced_at__isnull=False),
                name="annotation_replaced",
            ),
        ]


class CostKind(models.TextChoices):
    LABELS = "labels"
    REVIEW = "review"
    COMPUTE = "compute"


class CostEntry(models.Model):
    """Money spent: one row per submission (labels) or round (compute)."""

    project = models.ForeignKey("Project", models.CASCADE, related_name="costs")
    kind = models.CharField(max_length=8, choices=CostKind)
    quantity = models.FloatField()
    amount = models.DecimalField(max_digits=14, decimal_places=4)
    submission = models.ForeignKey(Submission, models.CASCADE, null=True, related_name="+")
    round = models.ForeignKey("Round", models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        # All but labels: these are the rest of what was spent, and there is one entry for each submission.
        indexes = [models.Index(fields=["project"], condition=~Q(kind="labels"), name="cost_besides_labels")]
