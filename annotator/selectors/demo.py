"""The demo accounts that `make run` prints; offered on the sign-in page only where DEMO is set."""

from dataclasses import dataclass

from annotator.models import User

DEMO_PASSWORD = "demo-labels"  # noqa: S105 - printed on purpose; the accounts exist only in the demo
DEMO_PEOPLE = {"mara": "manager", "ben": "annotator", "ada": "annotator"}


@dataclass(frozen=True)
class DemoAccount:
    username: str
    password: str
    role: str


def demo_accounts() -> list[DemoAccount]:
    known = set(User.objects.filter(username__in=DEMO_PEOPLE).values_list("username", flat=True))
    return [DemoAccount(name, DEMO_PASSWORD, role) for name, role in DEMO_PEOPLE.items() if name in known]
