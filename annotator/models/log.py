"""The project log: who changed what, and what is gone. Rows are appended; history is not edited."""

from django.conf import settings
from django.db import models

from annotator.limits import MAX_PROJECT_NAME_CHARS

MAX_WORDS_CHARS = 300


class LogKind(models.TextChoices):
    CREATED = "created"
    DELETED = "deleted"
    STARTED = "started"
    PAUSED = "paused"
    SETTING = "setting"
    LABELS_ADDED = "labels_added"
    LABELS_REMOVED = "labels_removed"
    LABELS_ORDERED = "labels_ordered"
    LABEL_NAME = "label_name"
    LABEL_KEY = "label_key"
    LABEL_COLOR = "label_color"
    PERSON_ADDED = "person_added"
    PERSON_REMOVED = "person_removed"
    ROLE = "role"
    INVITED = "invited"
    INVITATION_REVOKED = "invitation_revoked"
    CAME_IN = "came_in"
    PASSWORD_DRAWN = "password_drawn"  # noqa: S105 - that one was, not which
    PASSWORD_LINK = "password_link"  # noqa: S105 - the same
    BENCHMARK_DELETED = "benchmark_deleted"
    ROUND_CANCELLED = "round_cancelled"
    ALIKE_ASKED = "alike_asked"
    ALIKE_TAKEN_BACK = "alike_taken_back"
    ITEMS_REMOVED = "items_removed"
    DECIDED = "decided"
    DECISION_UNDONE = "decision_undone"
    VIEW_KEPT = "view_kept"
    VIEW_FORGOTTEN = "view_forgotten"
    PERSON_STOPPED = "person_stopped"
    PERSON_LET_GO_ON = "person_let_go_on"
    WEBHOOK_ADDED = "webhook_added"
    WEBHOOK_CHANGED = "webhook_changed"
    WEBHOOK_SECRET = "webhook_secret"  # noqa: S105 - that it was, not which
    WEBHOOK_ON = "webhook_on"
    WEBHOOK_OFF = "webhook_off"
    WEBHOOK_GAVE_UP = "webhook_gave_up"
    WEBHOOK_REMOVED = "webhook_removed"


class LogEntry(models.Model):
    """One thing that somebody did to a project. It outlives the project, and keeps the names of its day."""

    # Without a constraint: the number stays when the project is gone.
    project = models.ForeignKey("Project", models.DO_NOTHING, related_name="log", db_index=False, db_constraint=False)
    project_name = models.CharField(max_length=MAX_PROJECT_NAME_CHARS)
    # None, and no name: a command.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    username = models.CharField(max_length=150, blank=True)
    kind = models.CharField(max_length=20, choices=LogKind)
    # What was changed (a setting, a label, a person), what it was, what it became; empty where there is nothing to say.
    subject = models.CharField(max_length=MAX_WORDS_CHARS, blank=True)
    before = models.CharField(max_length=MAX_WORDS_CHARS, blank=True)
    after = models.CharField(max_length=MAX_WORDS_CHARS, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["project", "id"], name="log_of_project")]
