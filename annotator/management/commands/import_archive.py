"""manage.py import_archive PATH [--name N]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from annotator.management.base import ProjectCommand
from annotator.services.imports.archive import import_archive


class Command(ProjectCommand):
    help = "Make a project again from its archive (export --what archive): all of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the archive, a .zip")
        parser.add_argument("--name", help="what the project is to be called here; else as it was called there")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        try:
            with path.open("rb") as file:
                project = import_archive(file, name=options["name"], source=path.name)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        self.stdout.write(
            f"“{project.name}” is here: {project.items.count():,} items. Managers are who managed it there."
        )
