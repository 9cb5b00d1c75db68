"""manage.py change_password NAME [--password P]"""

from typing import Any

from django.core.management.base import CommandParser

from annotator.management.base import ProjectCommand, account_called
from annotator.services.accounts import passwords


class Command(ProjectCommand):
    help = "Give an account a new password, and end all sessions that were opened with the old one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--password", default=None, help="default: one is drawn and printed")

    def handle(self, *args: Any, **options: Any) -> None:
        user, password = account_called(options["name"]), options["password"] or passwords.drawn()
        passwords.choose(user, password)
        shown = "" if options["password"] else f" Password: {password}"
        self.stdout.write(f"“{user.username}” has a new password; their sessions have ended.{shown}")
