"""The columns that annotators see beside an item, as the project keeps them."""

from dataclasses import asdict

from django.db import transaction

from annotator.models import Job
from annotator.services import project_log
from annotator.services.imports.choices import Said, Shown, fields_after, shown_of
from annotator.services.locks import lock_project
from annotator.services.projects.changes import setting_facts, settings_of


def keep_fields(job: Job, said: Said) -> tuple[Shown, ...]:
    """Make the project's fields what was said of the file; its fields from now on. Open labelling pages learn of it."""
    if said.fields is None or job.done:
        return shown_of(job.project.fields)
    with transaction.atomic():
        project = lock_project(job.project_id)
        fields = fields_after(project, said)
        stored = [asdict(each) for each in fields]
        if stored != project.fields:
            before = settings_of(project, ["fields"])
            project.fields = stored
            project.version += 1
            project.save(update_fields=["fields", "version"])
            project_log.write(project, *setting_facts(project, before), by=job.user)
    return fields
