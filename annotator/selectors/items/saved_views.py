"""Views that a project keeps."""

from django.db.models import QuerySet

from annotator.models import Project, SavedView


def views_of(project: Project) -> QuerySet[SavedView]:
    """By name."""
    return SavedView.objects.filter(project=project).order_by("name")
