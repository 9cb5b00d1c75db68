"""Long work: uploads, jobs with progress, the problems they met, and when a worker was last seen."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotator.limits import MAX_ADDRESS_CHARS


class Upload(models.Model):
    """A file as it arrived, kept in the default storage until its project is deleted.

    address: where it is fetched from; until then there is no path. is_listing: what is kept is a list of the files
    below the address, which are read from there.
    """

    project = models.ForeignKey("Project", models.CASCADE, related_name="uploads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    filename = models.CharField(max_length=255)
    path = models.CharField(max_length=255, blank=True)
    size = models.PositiveBigIntegerField()
    address = models.CharField(max_length=MAX_ADDRESS_CHARS, blank=True, default="")
    is_listing = models.BooleanField(default=False)
    # services.imports.previews.Preview as JSON; as text, because jsonb takes neither NUL nor half surrogates. Empty
    # until somebody has looked at the file.
    preview = models.TextField(blank=True, default="")
    # What was said about the file when it was last looked at (services/imports/choices.py).
    choices = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)


class JobKind(models.TextChoices):
    IMPORT = "import"
    PREVIEW = "preview"
    EXPORT = "export"
    ORACLE = "oracle"
    FEATURES = "features"


class JobState(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


# Of jobs and benchmarks: who waits, or is worked on.
UNFINISHED = (JobState.WAITING, JobState.RUNNING)


class Job(models.Model):
    """Long work that a worker does. Safe to run again from the start: the reconciler does when a worker died."""

    project = models.ForeignKey("Project", models.CASCADE, related_name="jobs")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=JobKind)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    params = models.JSONField(default=dict)
    upload = models.ForeignKey(Upload, models.SET_NULL, null=True, related_name="jobs")
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    counts = models.JSONField(default=dict)
    message = models.CharField(max_length=500, blank=True)
    error = models.TextField(blank=True)
    log = models.JSONField(default=list)
    result_path = models.CharField(max_length=255, blank=True)
    result_name = models.CharField(max_length=255, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state"], condition=Q(state__in=["waiting", "running"]), name="job_unfinished"),
        ]


class Problem(models.Model):
    """One row or file that an import could not take, or took with a warning."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="problems")
    file = models.CharField(max_length=500)
    line = models.PositiveIntegerField(null=True)
    code = models.CharField(max_length=40)
    detail = models.CharField(max_length=1000)
    rejected = models.BooleanField(default=True)


class WorkerSeen(models.Model):
    """One row per queue: when a worker last said that it lives."""

    queue = models.CharField(max_length=40, unique=True)
    seen_at = models.DateTimeField()
