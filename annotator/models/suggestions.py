"""What models said of items before anybody asked ours."""

from django.db import models
from django.db.models import Q

from annotator.limits import MAX_MODEL_NAME_CHARS, MAX_MODEL_VERSION_CHARS


class Suggestion(models.Model):
    """What a model said of an item, several models side by side. Never an answer: nothing counts or learns it.

    Nobody sees it while labelling, unless the project shows what this model says (Project.shown_suggestions).
    """

    # No index of their own: suggestion_of_model begins with the project, suggestion_once with the item.
    project = models.ForeignKey("Project", models.CASCADE, related_name="suggestions", db_index=False)
    item = models.ForeignKey("Item", models.CASCADE, related_name="suggestions", db_index=False)
    model = models.CharField(max_length=MAX_MODEL_NAME_CHARS, blank=True)
    version = models.CharField(max_length=MAX_MODEL_VERSION_CHARS, blank=True)
    label = models.ForeignKey("Label", models.CASCADE, related_name="+")
    # In [0, 1], where it is one; score: any other number.
    probability = models.FloatField(null=True)
    score = models.FloatField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["project", "model", "item"], name="suggestion_of_model")]
        constraints = [
            models.UniqueConstraint(fields=["item", "model", "version", "label"], name="suggestion_once"),
            models.CheckConstraint(
                condition=Q(probability__isnull=True) | Q(probability__gte=0, probability__lte=1),
                name="suggestion_probability_is_one",
            ),
        ]
