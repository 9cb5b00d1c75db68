"""Webhooks: addresses that are told what happens in a project, and what they are told, in order."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from annotator.limits import MAX_URL_CHARS

MAX_ERROR_CHARS = 300


class WebhookEvent(models.TextChoices):
    """What a webhook can be told. A ping is sent by the test button alone."""

    ITEM_LABELLED = "item.labelled"
    ROUND_DONE = "round.done"
    BUDGET_REACHED = "budget.reached"
    PROJECT_STATUS = "project.status"
    JOB_ENDED = "job.ended"
    PING = "ping"


# Those that somebody chooses.
CHOSEN_EVENTS = [event for event in WebhookEvent if event != WebhookEvent.PING]


class Webhook(models.Model):
    """An address, and the events that it is told. Whoever changes one holds its project's lock."""

    project = models.ForeignKey("Project", models.CASCADE, related_name="webhooks")
    url = models.CharField(max_length=MAX_URL_CHARS)
    events = ArrayField(models.CharField(max_length=20, choices=WebhookEvent))
    # What every delivery is signed with; both sides have to know it.
    secret = models.CharField(max_length=60)
    active = models.BooleanField(default=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    # Attempts in a row that failed, and since when; none after one that succeeded.
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)


class DeliveryState(models.TextChoices):
    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class WebhookDelivery(models.Model):
    """One thing that happened, on its way to one webhook: written in the transaction in which it happened."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", db_index=False)
    # The same at each attempt: by it a receiver knows what it has got already.
    key = models.UUIDField(default=uuid.uuid4)
    event = models.CharField(max_length=20, choices=WebhookEvent)
    payload = models.JSONField()
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    # When it may be tried (again). While somebody is at it: when another may take it up.
    next_attempt = models.DateTimeField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # Of the last attempt: HTTP's status, what went wrong, and how long it took.
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=MAX_ERROR_CHARS, blank=True)
    seconds = models.FloatField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["webhook", "id"], name="delivery_of_webhook"),
            # Those that wait, in their order: who stands before whom.
            models.Index(fields=["webhook", "id"], condition=Q(state="waiting"), name="delivery_in_line"),
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="delivery_ended"),
        ]

    @property
    def message(self) -> str:
        """The key as its receiver reads it, in `webhook-id`."""
        return f"msg_{self.key.hex}"
