"""manage.py project_log [NAME] [--limit N]"""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from annotator.management.base import ProjectCommand
from annotator.selectors.project_log import newest


class Command(ProjectCommand):
    help = "Who changed what: of one project, also a deleted one, or of all. The newest first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", help="a project, by a name it has or had; default: all of them")
        parser.add_argument("--limit", type=int, default=100, help="how many entries (100)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["limit"] < 1:
            raise CommandError("Ask for one entry at least.")
        lines = newest(project_name=options["name"], limit=options["limit"])
        if not lines and options["name"]:
            raise CommandError(f"No project is, or was, called “{options['name']}”.")
        for name, line in lines:
            who = line.username or "a command"
            self.stdout.write(f"{line.at:%Y-%m-%d %H:%M:%S %Z}  {name}  {who}: {line.sentence}")
