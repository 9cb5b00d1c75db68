"""Questions about uploaded files."""

from django.db.models import OuterRef, QuerySet, Subquery

from annotator.models import Job, JobKind, Project, Upload


def upload_of(project: Project, *, upload_id: int) -> Upload:
    """One of these files. Raises Upload.DoesNotExist."""
    return newest_first(project).get(pk=upload_id)


def newest_first(project: Project) -> QuerySet[Upload]:
    """Files with their previews; `job`: number of the newest import that was made of it, or None."""
    imports = Job.objects.filter(upload=OuterRef("pk"), kind=JobKind.IMPORT).order_by("-pk")
    uploads = Upload.objects.select_related("project").filter(project=project).exclude(preview="")
    return uploads.annotate(job=Subquery(imports.values("pk")[:1])).order_by("-pk")
