"""manage.py import_items NAME PATH [--text-column C] [--label-column C] [--id-column C]"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from annotator.management.base import ProjectCommand, project_called
from annotator.models import Job, JobState
from annotator.services.exports.problems import problems_csv
from annotator.services.imports.start import import_path


class Command(ProjectCommand):
    help = "Import images (a zip or a directory) or texts (CSV, JSONL). Class folders and labels become ground truth."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the project")
        parser.add_argument("path", type=Path, help="a zip, a directory, a .csv or .jsonl file (or .gz of these two)")
        for column, meaning in (("text", "the texts"), ("label", "ground truth"), ("id", "ids that stay the same")):
            parser.add_argument(
                f"--{column}-column", metavar="C", help=f"column with {meaning}; guessed where not given"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        project = project_called(options["name"])
        columns = {name: options[name] for name in ("text_column", "label_column", "id_column") if options[name]}
        with tqdm(unit=" rows", disable=options["verbosity"] == 0) as bar:
            job = import_path(project, options["path"], columns=columns, watch=_shown_in(bar))
        if job.state != JobState.DONE:
            raise CommandError(
                job.error or job.message or "The import did not end; a running worker takes it up again."
            )
        self.stdout.write(" · ".join(f"{name} {number:,}" for name, number in job.counts.items()))
        if path := _write_problems(job):
            self.stdout.write(f"{job.problems.count():,} problems are listed in {path}")


def _shown_in(bar: "tqdm[Any]") -> Callable[[Job], None]:
    """Keeps the progress bar at what the job says."""

    def show(job: Job) -> None:
        bar.total = job.total
        bar.update(job.done - bar.n)

    return show


def _write_problems(job: Job) -> Path | None:
    """A CSV beside the other data of this installation; None where there was no problem."""
    if not job.problems.exists():
        return None
    path = Path(settings.VAR) / f"problems-{job.pk}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(problems_csv(job))
    return path
