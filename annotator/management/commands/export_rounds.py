"""manage.py export_rounds NAME PATH.csv: accuracy and seconds of every finished round; the curve shows fewer."""

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from annotator.management.base import ProjectCommand, project_called
from annotator.models import Round, RoundStatus
from annotator.statistics.shares import wilson

COLUMNS = (
    *("round", "spent", "arrived_labels", "labels_new", "labels_total", "audit_n", "audit_right"),
    *("accuracy", "low", "high"),
    *("candidates", "update_s", "score_s", "query_s", "other_s", "rank_correlation"),
)


class Command(ProjectCommand):
    help = "Write one line per finished round: labels spent, accuracy on audit items with its interval, seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("path", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        project = project_called(options["name"])
        rounds = Round.objects.filter(project=project, status=RoundStatus.DONE).order_by("number")
        with options["path"].open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(_line(round_) for round_ in rounds)
        self.stdout.write(f"{len(rounds)} rounds written to {options['path']}.")


def _line(round_: Round) -> dict[str, Any]:
    share = wilson(round_.audit_right, round_.audit_n) if round_.audit_n else None
    own = {name: getattr(round_, name, None) for name in COLUMNS}
    return {
        **own,
        "round": round_.number,
        "spent": round_.spent_labels,
        "accuracy": share.value if share else "null",
        "low": share.low if share else "null",
        "high": share.high if share else "null",
        "rank_correlation": "null" if round_.rank_correlation is None else round_.rank_correlation,
    }
