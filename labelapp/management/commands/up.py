"""manage.py up [--port N]: everything in one foreground command. What `make run` calls."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Start database, web server and workers; Ctrl-C stops them all."
    requires_system_checks = []  # `prepare` makes them.

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--no-demo", action="store_true", help="leave out the demo project and accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        """Become `labelapp.up`, in place of this process: it watches for days and needs none of Django's memory."""
        # Resolved before the folder changes: VAR may be relative.
        os.environ["VAR"] = str(settings.VAR)
        os.chdir(settings.BASE_DIR)
        words = ["--host", options["host"], "--port", str(options["port"])]
        words += ["--no-demo"] if options["no_demo"] else []
        os.execv(sys.executable, [sys.executable, "-m", "labelapp.up", *words])  # noqa: S606 - our own words
