"""manage.py import_items NAME PATH [--format F] [--labels-are answers|truth|suggestions] [--text-column C] …"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from annotator import files
from annotator.management.base import ProjectCommand, project_called
from annotator.models import Job, JobState, Project
from annotator.services.exports.problems import problems_csv
from annotator.services.imports.choices import Said, Shown
from annotator.services.imports.start import import_address, import_path
from annotator.services.jobs.progress import Watch

LABELS_ARE = ("answers", "truth", "suggestions")
COLUMNS = {
    "text": "the texts",
    "label": "labels",
    "id": "ids that stay the same",
    "person": "who gave the label",
    "time": "when it was given",
}
SAID = ("format", "encoding", "sheet", "labels_are", *(f"{column}_column" for column in COLUMNS))


class Command(ProjectCommand):
    help = "Import images or texts with what is known of them: answers that people gave, truth, suggestions of a model."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the project")
        parser.add_argument("path", help="a file, a directory, or an address (https://, s3://, gs://) that is allowed")
        parser.add_argument("--format", choices=files.FORMATS_IN, help="the reader; guessed where not given")
        parser.add_argument("--encoding", metavar="E", help="of a file of texts, such as cp1250; guessed, too")
        parser.add_argument(
            "--labels-are",
            choices=LABELS_ARE,
            help="what people said, what is known to be right, or what a model said",
        )
        parser.add_argument("--header", choices=("yes", "no"), help="whether columns have names; guessed, too")
        parser.add_argument("--sheet", metavar="S", help="of a workbook; the one with the table where not given")
        for column, meaning in COLUMNS.items():
            parser.add_argument(
                f"--{column}-column", metavar="C", help=f"column with {meaning}; guessed where not given"
            )
        parser.add_argument(
            "--fields", metavar="A,B", help="columns that annotators see beside the text or image, in this order"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        project = project_called(options["name"])
        said = _said(options)
        with tqdm(unit=" rows", disable=options["verbosity"] == 0) as bar:
            job = _import(project, options["path"], said, watch=_shown_in(bar))
        if job.state != JobState.DONE:
            raise CommandError(
                job.error or job.message or "The import did not end; a running worker takes it up again."
            )
        self.stdout.write(" · ".join(f"{name} {number:,}" for name, number in job.counts.items()))
        if path := _write_problems(job):
            self.stdout.write(f"{job.problems.count():,} problems are listed in {path}")


def _import(project: Project, path: str, said: Said, *, watch: Watch) -> Job:
    if "://" in path:
        return import_address(project, path, said=said, watch=watch)
    return import_path(project, Path(path), said=said, watch=watch)


def _said(options: Mapping[str, Any]) -> Said:
    """What the command line says of the file."""
    given = {name: options[name] for name in SAID if options[name]}
    names = [name.strip() for name in (options["fields"] or "").split(",") if name.strip()]
    if options["header"]:
        given["has_header"] = options["header"] == "yes"
    return Said.of({**given, "fields": [Shown(name) for name in names] or None})


def _shown_in(bar: "tqdm[Any]") -> Watch:
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
