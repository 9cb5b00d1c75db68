"""manage.py run_oracle NAME [--labels N] [--noise P] [--annotators K]"""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from annotator.management.base import ProjectCommand, project_called
from annotator.models import Project, ProjectStatus
from annotator.selectors.budget import affordable
from annotator.selectors.workers import rounds_worker
from annotator.services.oracle import oracle
from annotator.services.projects import projects


class Command(ProjectCommand):
    help = "Let an oracle label from ground truth, through the same queue as people. Starts a draft that is ready."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--labels", type=int, default=None, help="how many labels; default: the whole budget")
        parser.add_argument("--noise", type=float, default=0.0, help="probability of a wrong label (0)")
        parser.add_argument("--annotators", type=int, default=1, help="how many share the work (1)")
        parser.add_argument("--seed", type=int, default=0, help="of noise and hidden audit places (0)")

    def handle(self, *args: Any, **options: Any) -> None:
        project = project_called(options["name"])
        if project.status == ProjectStatus.DRAFT:
            project = projects.start(project.pk)
        wanted = affordable(project) if options["labels"] is None else options["labels"]
        if not wanted:
            raise CommandError("The budget is spent; there is nothing to label.")
        given = _run(project, wanted, options)
        project.refresh_from_db()
        self.stdout.write(f"{given:,} labels given; {project.labels_spent:,} of {project.budget_labels:,} are spent.")


def _run(project: Project, wanted: int, options: dict[str, Any]) -> int:
    try:
        settings = oracle.OracleSettings(
            labels=wanted,
            noise=options["noise"],
            annotators=options["annotators"],
            seed=options["seed"],
            inline=not rounds_worker().alive,
        )
    except ValueError as error:
        raise CommandError(f"{error}.") from error
    with tqdm(total=wanted, unit=" labels") as bar:

        def show(given: int) -> None:
            bar.update(given - bar.n)

        return oracle.run(project, settings, progress=show)
