"""manage.py verify_counters: prove the stored counters right, by counting."""

from typing import Any

from django.core.management.base import CommandError

from annotator.management.base import ProjectCommand
from annotator.models import Project
from annotator.selectors.counters import differences


class Command(ProjectCommand):
    help = "Count spending, items, answers and open slots anew and compare them with what is stored."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = [line for project in Project.objects.all() for line in differences(project)]
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"All counters of {Project.objects.count()} projects are right.")
