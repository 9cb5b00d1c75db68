"""manage.py create_token USERNAME --name N [--scopes read,manage] [--expires DAYS]"""

from typing import Any

from django.core.management.base import CommandParser

from annotator.management.base import ProjectCommand, account_called
from annotator.models import Scope
from annotator.services.accounts.tokens import create


class Command(ProjectCommand):
    help = "An access token by which programs come in as this account. Its secret alone is written to the output."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="by which its owner knows it again")
        parser.add_argument("--scopes", default=Scope.READ.value, help=f"of {','.join(Scope.values)} (default: read)")
        parser.add_argument("--expires", type=int, default=None, metavar="DAYS", help="default: it does not run out")

    def handle(self, *args: Any, **options: Any) -> None:
        user = account_called(options["username"])
        scopes = [scope.strip() for scope in options["scopes"].split(",")]
        made = create(user, name=options["name"], scopes=scopes, days=options["expires"])
        ends = f"until {made.token.expires_at:%Y-%m-%d %H:%M %Z}" if made.token.expires_at else "until it is revoked"
        self.stderr.write(f"“{made.token.name}” of “{user.username}”: {', '.join(made.token.scopes)}, {ends}.")
        self.stdout.write(made.secret)
