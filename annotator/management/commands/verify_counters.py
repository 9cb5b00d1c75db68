"""manage.py verify_counters: prove the stored counters right, by counting."""

from typing import Any

from django.core.management.base import CommandError

from annotator.management.base import ProjectCommand
from annotator.selectors.counters import differences
from annotator.selectors.projects import real_projects


class Command(ProjectCommand):
    help = "Count spending, answers and open slots anew and compare them with what is stored."

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = [line for project in real_projects() for line in differences(project)]
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"All counters of {real_projects().count()} projects are right.")
