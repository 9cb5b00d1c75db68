"""The demo accounts that `make run` prints; offered on the sign-in page only where DEMO is set."""

from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from annotator.models import User

DEMO_PASSWORD = "demo-labels"  # noqa: S105 - printed on purpose; the accounts exist only in the demo
DEMO_PEOPLE = {"mara": "manager", "ben": "annotator", "ada": "annotator"}


@dataclass(frozen=True)
class DemoAccount:
    username: str
    password: str
    role: str


def demo_accounts() -> list[DemoAccount]:
    """Those that are open. Whether their password is still the demo's is not asked: that takes a third of a second."""
    opened = User.objects.filter(username__in=DEMO_PEOPLE, is_active=True)
    known = set(opened.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).values_list("username", flat=True))
    return [DemoAccount(name, DEMO_PASSWORD, role) for name, role in DEMO_PEOPLE.items() if name in known]
