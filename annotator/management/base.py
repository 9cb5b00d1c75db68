"""What all commands share: tables that are there, and errors in plain words."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from annotator.errors import DomainError
from annotator.models import Project, User


class ProjectCommand(BaseCommand):
    """A command that works on an empty machine: it migrates first, and says DomainErrors as sentences."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        migrate_if_needed()
        try:
            return super().execute(*args, **options)
        except DomainError as error:
            raise CommandError(error.detail) from error


def migrate_if_needed() -> None:
    """Apply migrations that are missing; nothing where all are there."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def project_called(name: str) -> Project:
    """The project of this name. Raises CommandError naming those that there are."""
    project = Project.objects.filter(name=name).first()
    if project is None:
        names = ", ".join(Project.objects.order_by("name").values_list("name", flat=True)) or "none yet"
        raise CommandError(f"There is no project called “{name}”. Projects: {names}.")
    return project


def account_called(name: str) -> User:
    """The account of this name. Raises CommandError."""
    user: User | None = User.objects.named(name)
    if user is None:
        raise CommandError(f"There is no account called “{name}”.")
    return user
