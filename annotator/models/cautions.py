"""Cautions: somebody was told that they are wrong too often or too fast, or was stopped for it. Rows are appended."""

from django.conf import settings
from django.db import models

from annotator.limits import MAX_COMMENT_CHARS


class Stage(models.TextChoices):
    TOLD = "told"
    STOPPED = "stopped"


class CautionReason(models.TextChoices):
    GOLD = "gold"
    PACE = "pace"
    SAME = "same"


class Caution(models.Model):
    """Who was told or stopped, when and why; who let them go on, when and why.

    gold: wrong too often on gold items: right, of: how many they had, limit: the share that the settings ask for. pace,
    same: too fast, or fast and always the same: seconds: that they took, limit: seconds below which that is.
    """

    project = models.ForeignKey("Project", models.CASCADE, related_name="cautions", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    stage = models.CharField(max_length=8, choices=Stage)
    reason = models.CharField(max_length=8, choices=CautionReason)
    right = models.PositiveIntegerField(null=True)
    of = models.PositiveIntegerField(null=True)
    seconds = models.FloatField(null=True)
    limit = models.FloatField()
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    why = models.TextField(blank=True, max_length=MAX_COMMENT_CHARS)

    class Meta:
        indexes = [
            models.Index(fields=["project", "id"], name="caution_of_project"),
            models.Index(fields=["user", "project", "id"], name="caution_of_person"),
        ]
