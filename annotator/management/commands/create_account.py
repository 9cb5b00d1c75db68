"""manage.py create_account NAME [--password P] [--manager]"""

from typing import Any

from django.core.management.base import CommandParser

from annotator.management.base import ProjectCommand
from annotator.services.accounts.accounts import create_user
from annotator.services.accounts.passwords import drawn


class Command(ProjectCommand):
    help = "Create an account. A manager may create projects and accounts; others are added by a manager."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--password", default=None, help="default: one is drawn and printed")
        parser.add_argument("--manager", action="store_true", help="may create projects, and accounts for them")

    def handle(self, *args: Any, **options: Any) -> None:
        password, manages = options["password"] or drawn(), options["manager"]
        rights = {"may_create_projects": manages, "may_create_accounts": manages}
        user = create_user(username=options["name"], password=password, **rights)
        shown = "" if options["password"] else f" Password: {password}"
        self.stdout.write(f"Created the account “{user.username}”.{shown}")
