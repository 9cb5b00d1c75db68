"""manage.py demo [--beside-workers]: create what of the demo is missing."""

import signal
import sys
from typing import Any

from django.core.management.base import CommandParser

from annotator.management.base import ProjectCommand
from labelapp.demo import ensure


class Command(ProjectCommand):
    help = "Create the demo accounts and the demo's projects with an oracle's head start."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--beside-workers", action="store_true", help="leave the rounds to the workers that run")

    def handle(self, *args: Any, **options: Any) -> None:
        # As an exception, so that no folder of items stays behind.
        signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit())
        ensure(say=self._say, beside_workers=options["beside_workers"])

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
