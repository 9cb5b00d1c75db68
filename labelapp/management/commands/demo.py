"""manage.py demo: create what of the demo is missing."""

from typing import Any

from annotator.management.base import ProjectCommand
from labelapp.demo import ensure


class Command(ProjectCommand):
    help = "Create the demo accounts and the demo project with an oracle's head start."

    def handle(self, *args: Any, **options: Any) -> None:
        ensure(say=self._say)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
