"""How far a project's frozen features are. The values themselves lie in files of a host (sources/features.py)."""

from django.db import models


class FeatureSet(models.Model):
    """Features of a project's items by one encoder (selection.ENCODERS)."""

    project = models.ForeignKey("Project", models.CASCADE, related_name="feature_sets")
    encoder = models.CharField(max_length=40)
    # Rows whose features are of the content that they have now, when that was last counted.
    rows = models.PositiveIntegerField(default=0)
    # Items that there were when it last learned from them; 0 where it does not.
    learned_rows = models.PositiveIntegerField(default=0)
    # Why there can be none here, as a sentence; empty while nothing is wrong.
    error = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "encoder"], name="feature_set_once")]
