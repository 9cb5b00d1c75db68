"""manage.py change_rights NAME [--projects|--no-projects] [--accounts|--no-accounts]"""

from argparse import BooleanOptionalAction
from typing import Any

from django.core.management.base import CommandParser

from annotator.management.base import ProjectCommand, account_called
from annotator.services.accounts.accounts import change_rights


class Command(ProjectCommand):
    help = "What an account may do beyond its projects; without a flag only say it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--projects", action=BooleanOptionalAction, default=None, help="may create projects")
        parser.add_argument("--accounts", action=BooleanOptionalAction, default=None, help="may create accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        user = account_called(options["name"])
        change_rights(user, projects=options["projects"], accounts=options["accounts"])
        rights = {"projects": user.may_create_projects, "accounts": user.may_create_accounts}
        words = " and ".join(f"{'may' if may else 'may not'} create {what}" for what, may in rights.items())
        self.stdout.write(f"“{user.username}” {words}.")
