"""manage.py create_account NAME [--password P] [--manager]"""

import secrets
from typing import Any

from django.core.management.base import CommandError, CommandParser

from annotator.management.base import ProjectCommand
from annotator.models import User
from annotator.services.projects import people


class Command(ProjectCommand):
    help = "Create an account. A manager may create projects; all others are added to projects by a manager."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--password", default=None, help="default: one is drawn and printed")
        parser.add_argument("--manager", action="store_true", help="may create projects")

    def handle(self, *args: Any, **options: Any) -> None:
        name, password = options["name"], options["password"] or secrets.token_urlsafe(9)
        if User.objects.filter(username=name).exists():
            raise CommandError(f"There is an account called “{name}” already.")
        people.create_user(username=name, password=password, may_create_projects=options["manager"])
        drawn = "" if options["password"] else f" Password: {password}"
        self.stdout.write(f"Created the account “{name}”.{drawn}")
