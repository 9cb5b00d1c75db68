"""The demo: handwritten digits and questions to a shop, three people, and an oracle's head start in each."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from annotator.errors import Conflict
from annotator.models import UNFINISHED, Job, JobState, Membership, Project, ProjectStatus, Role, User
from annotator.selectors.demo import DEMO_PASSWORD, DEMO_PEOPLE
from annotator.services.accounts.accounts import create_user
from annotator.services.accounts.tokens import revoke_all
from annotator.services.imports.start import import_path
from annotator.services.jobs import lifecycle as jobs
from annotator.services.oracle import oracle
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel
from labelapp.demo_questions import PHRASES, write_questions

# Seconds on two cores, from the first line to the last.
ABOUT_S = 40
ABOUT_DIGITS = """Which digit is written here?

Press the digit on your keyboard; the next image is there at once.
- If you cannot tell, skip it with s.
- A mistake is undone with Backspace.
- A seven may have a bar through it. A one may be just a stroke."""

ABOUT_QUESTIONS = """What does this customer want?

Choose what the question is about, whatever it is that they bought.
- “Return” is sending something back, “Refund” the money for it.
- If two fit, take the one that they ask for first.
- If you cannot tell, skip it with s."""


@dataclass(frozen=True)
class DemoProject:
    """A project of the demo. write: its items, into a folder called `folder`. head_start: labels of an oracle."""

    name: str
    kind: str
    labels: tuple[str, ...]
    settings: dict[str, Any]
    folder: str
    write: Callable[[Path], Path]
    head_start: int


def ensure(*, say: Callable[[str], None], beside_workers: bool) -> None:
    """Create what of the demo is missing; leave everything else as it is.

    beside_workers: the product runs, and its worker carries out the rounds. Otherwise they are carried out here.
    """
    owner = ensure_people()
    if any(_is_incomplete(demo) for demo in (DIGITS, QUESTIONS)):
        rest = "; you can sign in already." if beside_workers else "…"
        say(f"The demo is being prepared, about {ABOUT_S} s{rest}")
    for demo in (DIGITS, QUESTIONS):
        _ensure_started(demo, owner)
    for demo in (DIGITS, QUESTIONS):
        _ensure_head_start(demo, inline=not beside_workers)
    say("The demo is ready.")


def ensure_people() -> User:
    """Create the accounts that are missing, open those that were closed; the manager."""
    for name, role in DEMO_PEOPLE.items():
        manages = role == Role.MANAGER
        if user := User.objects.named(name):
            _reopen(user)
        else:
            rights = {"may_create_projects": manages, "may_create_accounts": manages}
            create_user(username=name, password=DEMO_PASSWORD, **rights)
    return _person(next(iter(DEMO_PEOPLE)))


def _person(name: str) -> User:
    return User.objects.get_by_natural_key(name)


def close_accounts() -> None:
    """Nobody signs in with the demo's known password; who is signed in so is signed out. `ensure_people` opens them."""
    for user in User.objects.filter(username__in=DEMO_PEOPLE):
        if user.has_usable_password() and user.check_password(DEMO_PASSWORD):
            user.set_unusable_password()
            user.save(update_fields=["password"])
            revoke_all(user)


def _reopen(user: User) -> None:
    if not user.has_usable_password():
        user.set_password(DEMO_PASSWORD)
        user.save(update_fields=["password"])


def _found(demo: DemoProject) -> Project | None:
    return Project.objects.filter(name=demo.name).first()


def _is_incomplete(demo: DemoProject) -> bool:
    project = _found(demo)
    return project is None or project.status == ProjectStatus.DRAFT or _missing(demo, project) > 0


def _missing(demo: DemoProject, project: Project) -> int:
    """Labels that the head start lacks; none where a person has paused the project, or it is finished."""
    running = project.status == ProjectStatus.ACTIVE
    return max(0, demo.head_start - project.labels_spent) if running else 0


def _ensure_started(demo: DemoProject, owner: User) -> None:
    project = _found(demo) or _draft(demo, owner)
    if project.status == ProjectStatus.DRAFT:
        _start(demo, project)


def _draft(demo: DemoProject, owner: User) -> Project:
    project = projects.create(name=demo.name, kind=demo.kind, owner=owner, seed=7, **demo.settings)
    return projects.update(project.pk, changes={}, labels=[WantedLabel(name=label) for label in demo.labels])


def _start(demo: DemoProject, project: Project) -> None:
    """The draft gets its items and people, and opens to them. Takes up one that was cut off; items there stay."""
    for job in Job.objects.filter(project=project, state__in=UNFINISHED):
        # Its folder is gone. Who ended meanwhile needs no cancelling.
        with suppress(Conflict):
            jobs.cancel_job(job.pk)
    with tempfile.TemporaryDirectory() as folder:
        job = import_path(project, demo.write(Path(folder) / demo.folder))
    if job.state != JobState.DONE:
        raise RuntimeError(f"The items of “{demo.name}” could not be imported: {job.error or job.message}")
    for name, role in DEMO_PEOPLE.items():
        Membership.objects.get_or_create(project=project, user=_person(name), defaults={"role": role})
    projects.start(project.pk)


def _ensure_head_start(demo: DemoProject, *, inline: bool) -> None:
    project = Project.objects.get(name=demo.name)
    if missing := _missing(demo, project):
        settings = oracle.OracleSettings(labels=missing, noise=0.02, annotators=2, seed=1, inline=inline, in_step=True)
        oracle.run(project, settings)


def write_digits(folder: Path) -> Path:
    """scikit-learn's digits (1,797 images of 8 x 8, UCI) as PNG files in one folder per class."""
    from PIL import Image
    from sklearn.datasets import load_digits

    digits = load_digits()
    for number, (pixels, label) in enumerate(zip(digits.images, digits.target, strict=True)):
        target = folder / str(label)
        target.mkdir(parents=True, exist_ok=True)
        # White paper, dark ink: 0..16 in the data is the darkness of the stroke.
        image = Image.fromarray((255 - pixels * 15.9375).astype("uint8"))
        image.save(target / f"digit-{number:04d}.png")
    return folder


DIGITS = DemoProject(
    name="Handwritten digits",
    kind="image",
    labels=tuple(str(digit) for digit in range(10)),
    settings={
        "guidelines": ABOUT_DIGITS,
        "budget_labels": 1000,
        "budget_money": Decimal("80.00"),
        "price_per_label": Decimal("0.08"),
        "batch_size": 20,
        "audit_share": 0.25,
    },
    folder="digits",
    write=write_digits,
    head_start=160,
)
# Little of a head start: with twenty labels the model can tell which representation learns best.
QUESTIONS = DemoProject(
    name="Questions to a shop",
    kind="text",
    labels=tuple(PHRASES),
    settings={
        "guidelines": ABOUT_QUESTIONS,
        "budget_labels": 400,
        "budget_money": Decimal("20.00"),
        "price_per_label": Decimal("0.05"),
        "batch_size": 20,
        "audit_share": 0.25,
        "strategy": "auto",
    },
    folder="questions",
    write=write_questions,
    head_start=40,
)
