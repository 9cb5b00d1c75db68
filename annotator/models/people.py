"""People and what they may do in a project."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q


class Role(models.TextChoices):
    MANAGER = "manager"
    ANNOTATOR = "annotator"
    REVIEWER = "reviewer"


class User(AbstractUser):
    """An account. The oracle is one too: it leases and submits like everybody else."""

    may_create_projects = models.BooleanField(default=False)
    is_oracle = models.BooleanField(default=False)
    last_seen_at = models.DateTimeField(null=True)


class Membership(models.Model):
    """One person in one project. Who has none does not learn that the project exists."""

    project = models.ForeignKey("Project", models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role)
    joined_at = models.DateTimeField(auto_now_add=True)
    # When this person last spoke to this project's queue; "on line" is derived from it.
    last_seen_at = models.DateTimeField(null=True)
    # The labelling page of theirs that spoke last, and until when it counts as open: what they hold ends then. Both are
    # null for a program that sends no signs of life, and where nothing is left to end.
    page = models.UUIDField(null=True)
    open_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="one_role_per_project")]
        indexes = [
            models.Index(
                fields=["project", "open_until"], condition=Q(open_until__isnull=False), name="membership_open_until"
            )
        ]
