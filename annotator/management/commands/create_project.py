"""manage.py create_project NAME --kind image|text --labels "a,b,c" | --label-config PATH [--budget N] [--strategy S]"""

from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from annotator.files import classes_in
from annotator.label_keys import is_key
from annotator.management.base import ProjectCommand, account_called
from annotator.models import Kind, User
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel


class Command(ProjectCommand):
    help = "Create a project. Import items into it with import_items, then start it in the browser."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--kind", choices=Kind.values, required=True)
        wanted = parser.add_mutually_exclusive_group(required=True)
        wanted.add_argument("--labels", help="names of the labels, separated by commas")
        wanted.add_argument(
            "--label-config", type=Path, help="labelling interface of Label Studio (XML): classes, keys"
        )
        parser.add_argument("--budget", type=int, default=1000, help="how many labels may be given (1000)")
        parser.add_argument("--strategy", default="auto")
        parser.add_argument("--overlap", type=int, default=1, help="answers wanted per item (1)")
        parser.add_argument("--price", type=Decimal, default=Decimal(0), help="money per label (0)")
        parser.add_argument("--audit-share", type=float, default=0.1, help="share of audit items (0.1)")
        parser.add_argument("--batch-size", type=int, default=50, help="labels per round (50)")
        parser.add_argument("--start-fraction", type=float, default=0.5, help="of a batch, when a round starts (0.5)")
        parser.add_argument("--seed", type=int, default=None)
        parser.add_argument("--owner", default=None, help="account that manages it; default: the first that may")

    def handle(self, *args: Any, **options: Any) -> None:
        owner = _owner(options["owner"])
        with transaction.atomic():
            project = projects.create(
                name=options["name"],
                kind=options["kind"],
                owner=owner,
                seed=options["seed"],
                budget_labels=options["budget"],
                strategy=options["strategy"],
                overlap=options["overlap"],
                price_per_label=options["price"],
                audit_share=options["audit_share"],
                batch_size=options["batch_size"],
                start_fraction=options["start_fraction"],
            )
            labels = _labels(options)
            projects.update(project.pk, changes={}, labels=labels)
        manager = (
            f"managed by {owner.username}" if owner else "with no manager yet (give --owner to see it in the browser)"
        )
        self.stdout.write(f"Created “{project.name}” with {len(labels)} labels, {manager}.")


def _labels(options: dict[str, Any]) -> list[WantedLabel]:
    if options["label_config"] is None:
        return [WantedLabel(name=name) for name in options["labels"].split(",") if name.strip()]
    try:
        classes = classes_in(options["label_config"].read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{options['label_config']} cannot be read ({error}).") from error
    if not classes:
        raise CommandError("There are no classes in this file: it needs <Choices> with <Choice value=…>.")
    # Keys that do something else here are given anew.
    return [WantedLabel(name=name, key=key if is_key(key) else None) for name, key in classes]


def _owner(username: str | None) -> User | None:
    if username is None:
        return User.objects.filter(may_create_projects=True, is_active=True).order_by("pk").first()
    return account_called(username)
