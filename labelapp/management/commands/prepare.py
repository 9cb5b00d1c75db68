"""manage.py prepare [--demo]: what must be there, and what not, before the page is served. `up` and containers call
it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from labelapp.demo import close_accounts, ensure_people


class Command(BaseCommand):
    help = "Apply migrations and collect static files; create the demo accounts with --demo or DEMO=1, else close them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--demo", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        with _undisturbed():
            call_command("migrate", verbosity=0, interactive=False)
            call_command("collectstatic", verbosity=0, interactive=False)
        if options["demo"] or settings.DEMO:
            ensure_people()
        else:
            close_accounts()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A wish to end waits until the block is through: a file copied by half would be taken for a whole one later."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
