"""Questions about uploaded files."""

from django.db.models import OuterRef, Q, QuerySet, Subquery

from annotator.models import Job, JobKind, JobState, Project, Upload


def newest_first(project: Project) -> QuerySet[Upload]:
    """Files with their previews, or about to have one.

    `import_job`: number of the newest import that was made of it, `preview_job`: of the job that looks at it now, or
    None.
    """
    jobs = Job.objects.filter(upload=OuterRef("pk")).order_by("-pk").values("pk")
    looking = jobs.filter(kind=JobKind.PREVIEW, state__in=[JobState.WAITING, JobState.RUNNING])
    uploads = Upload.objects.select_related("project").filter(project=project)
    uploads = uploads.annotate(
        import_job=Subquery(jobs.filter(kind=JobKind.IMPORT)[:1]), preview_job=Subquery(looking[:1])
    )
    return uploads.exclude(Q(preview="") & Q(preview_job=None)).order_by("-pk")
