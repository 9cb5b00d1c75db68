"""What is done for a job of each kind. Jobs themselves know no kind: whoever carries one out hands this table in."""

from annotator.models import JobKind
from annotator.services.exports import job as export_job
from annotator.services.features import job as features_job
from annotator.services.imports import job as import_job
from annotator.services.imports import preview_job
from annotator.services.jobs.run import Handlers

HANDLERS: Handlers = {
    JobKind.IMPORT: import_job.run,
    JobKind.PREVIEW: preview_job.run,
    JobKind.EXPORT: export_job.run,
    JobKind.FEATURES: features_job.run,
}
