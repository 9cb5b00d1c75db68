"""manage.py export NAME PATH.csv|PATH.jsonl [--with-replaced]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from annotator.management.base import ProjectCommand, project_called
from annotator.services.exports.answers import export_to_path


class Command(ProjectCommand):
    help = "Write every current answer of a project with its lineage to a CSV or JSONL file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the project")
        parser.add_argument("path", type=Path, help="a file ending in .csv or .jsonl")
        parser.add_argument("--with-replaced", action="store_true", help="also answers that were corrected later")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        try:
            n_rows = export_to_path(project_called(options["name"]), path, with_replaced=options["with_replaced"])
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{n_rows:,} answers written to {path}.")
