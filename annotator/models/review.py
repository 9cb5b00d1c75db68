"""Decisions: what a manager has made of answers and items. Rows are appended; undoing marks them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotator.limits import MAX_COMMENT_CHARS


class DecisionKind(models.TextChoices):
    SETTLE = "settle"
    ASK_AGAIN = "ask_again"
    TAKE_BACK = "take_back"
    SET_ASIDE = "set_aside"
    PUT_BACK = "put_back"
    ACCEPT = "accept"
    REJECT = "reject"
    TO_GOLD = "to_gold"
    OFF_GOLD = "off_gold"
    SEND_BACK = "send_back"


# By these somebody has looked at an item and said what becomes of it: it needs no review until it is answered anew.
REVIEWING = (
    DecisionKind.ACCEPT,
    DecisionKind.REJECT,
    DecisionKind.SETTLE,
    DecisionKind.ASK_AGAIN,
    DecisionKind.SEND_BACK,
)


class Decision(models.Model):
    """Who decided what on which items, when and why. What it changed stands in its rows of `Decided`."""

    project = models.ForeignKey("Project", models.CASCADE, related_name="decisions", db_index=False)
    kind = models.CharField(max_length=12, choices=DecisionKind)
    why = models.TextField(blank=True, max_length=MAX_COMMENT_CHARS)
    # How the items were named (selectors/items/item_filter.py: as_json); null where they were named by their ids.
    chosen = models.JSONField(null=True)
    # Whose answers, and from which time on; or to whom items were sent back.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    since = models.DateTimeField(null=True)
    # With which label items are settled; of gold items null where each has its own.
    label = models.ForeignKey("Label", models.PROTECT, null=True, related_name="+", db_index=False)
    # None: a command.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    # Of the project's answers the newest when it was decided, by its number: whoever decided saw none after it.
    newest_answer = models.BigIntegerField(default=0, db_default=0)
    # As it was said when it was decided.
    items = models.PositiveIntegerField()
    labels = models.PositiveIntegerField(default=0)
    skips = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["project", "id"], name="decision_of_project")]


class Decided(models.Model):
    """An item that a decision is about, or one of its answers.

    answer: one that it took back. asked_for: how many labels the item should have, where it asked again. label: by
    which a gold item is known.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="decided", db_index=False)
    item = models.ForeignKey("Item", models.CASCADE, related_name="+")
    answer = models.ForeignKey("Annotation", models.CASCADE, null=True, related_name="+", db_index=False)

    asked_for = models.PositiveSmallIntegerField(null=True)
    label = models.ForeignKey("Label", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "item"], condition=Q(answer__isnull=True), name="item_decided_once"
            ),
            models.UniqueConstraint(
                fields=["decision", "answer"], condition=Q(answer__isnull=False), name="answer_decided_once"
            ),
        ]
        indexes = [
            # What a deleted answer, and a deleted label, looks for.
            models.Index(fields=["answer"], condition=Q(answer__isnull=False), name="decided_of_answer"),
            models.Index(fields=["label"], condition=Q(label__isnull=False), name="decided_of_label"),
        ]


class SentBack(models.Model):
    """An item of which somebody is asked once more; the note stands in the decision (`why`).

    ended_at: when they answered it anew (is_answered), or the decision was undone.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="sent_back")
    project = models.ForeignKey("Project", models.CASCADE, related_name="+", db_index=False)
    item = models.ForeignKey("Item", models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    ended_at = models.DateTimeField(null=True)
    is_answered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item"], condition=Q(ended_at__isnull=True), name="sent_back_once"
            ),
        ]
        indexes = [
            # Asked at each exchange: whether there is any, and for whom.
            models.Index(fields=["person", "project"], condition=Q(ended_at__isnull=True), name="sent_back_open"),
            models.Index(fields=["project", "item"], condition=Q(is_answered=True), name="sent_back_answered"),
        ]
