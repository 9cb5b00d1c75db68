"""Deleting a project: it stands above the benchmark's arenas, which go with it."""

from django.db import transaction

from annotator.errors import Invalid
from annotator.models import LogKind, Project, User
from annotator.selectors.words import plural
from annotator.services import project_log
from annotator.services.benchmark import arenas
from annotator.services.locks import lock_project
from annotator.services.project_log import Fact
from annotator.services.projects.cleanup import remove_files
from annotator.services.projects.projects import delete_rows


def delete_project(project_id: int, *, confirm_name: str, by: User | None = None) -> None:
    """Delete the project with its items, answers and files; its log stays (`manage.py project_log`).

    by: who wants it; None where a command does. Raises Invalid where the name is not repeated.
    """
    with transaction.atomic():
        project = lock_project(project_id)
        if confirm_name != project.name:
            message = f"Type the project's name, “{project.name}”, to delete it with all its answers."
            raise Invalid("confirm_name", message, attr="confirm_name")
        lost = f"{plural(project.n_items, 'item')} and {plural(project.labels_spent, 'label')}"
        project_log.write(project, Fact(LogKind.DELETED, before=lost), by=by)
        arenas.clear(Project.all_with_arenas.filter(benchmark__project=project))
        delete_rows(project)
        transaction.on_commit(lambda: remove_files(project_id))
