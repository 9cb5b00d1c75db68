"""Items that people come back to."""

from django.conf import settings
from django.db import models

from annotator.limits import MAX_VIEW_NAME_CHARS


class SavedView(models.Model):
    """Items chosen by a filter and in an order, under a name that all who look through the project know."""

    project = models.ForeignKey("Project", models.CASCADE, related_name="views", db_index=False)
    name = models.CharField(max_length=MAX_VIEW_NAME_CHARS)
    # As ItemFilter.as_json has it.
    items = models.JSONField(default=dict)
    sort = models.CharField(max_length=20)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="view_name_once")]
