"""The preview job: looks at a file that takes longer than a web process may spend on it."""

from annotator.files import Unusable
from annotator.models import Job, Upload
from annotator.remote import Refused
from annotator.services.imports import uploads
from annotator.services.imports.bring import bring
from annotator.services.imports.choices import Said
from annotator.services.imports.far_files import ByWorker
from annotator.services.imports.opened import opened_images
from annotator.services.imports.pace import InBackground
from annotator.services.imports.previews import preview
from annotator.services.jobs.progress import JobCancelled, Progress


def run(job: Job, progress: Progress) -> str:
    """Look at the job's file and keep what was seen. What cannot be imported, or is not wanted, is not kept either."""
    said = Said.of(job.params)
    far = ByWorker()
    try:
        bring(job, progress)
        with opened_images(job, far) as (place, name):
            seen = preview(place, name=name, project=job.project, pace=InBackground(progress), said=said, far=far)
    except (Unusable, Refused, JobCancelled):
        uploads.remove_unseen(job.project, besides=job.pk)
        raise
    Upload.objects.filter(jobs=job).update(preview=uploads.as_json(seen), choices=said.as_params())
    progress.store(total=job.done)
    return "Looked at."
