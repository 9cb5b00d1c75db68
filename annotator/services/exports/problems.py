"""The problems that an import met, as a file for spreadsheets."""

import csv
from collections.abc import Iterator

from annotator.files.writers import BOM, spreadsheet_cell
from annotator.models import Job
from annotator.services.exports.tables import FETCH


def problems_csv(job: Job) -> Iterator[str]:
    """The lines of a CSV file."""
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow(["file", "line", "code", "detail", "left_out"])
    for problem in job.problems.order_by("pk").iterator(chunk_size=FETCH):
        line = [problem.file, problem.line, problem.code, problem.detail, problem.rejected]
        yield writer.writerow([spreadsheet_cell(value) for value in line])


class _Echo:
    """A file for csv.writer whose `writerow` then returns the line."""

    def write(self, line: str) -> str:
        return line
