"""The demo: scikit-learn's handwritten digits, three people, and an oracle's head start."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

from annotator.errors import Conflict
from annotator.models import Job, JobState, Membership, Project, ProjectStatus, Role, User
from annotator.selectors.demo import DEMO_PASSWORD, DEMO_PEOPLE
from annotator.services.accounts.accounts import create_user
from annotator.services.imports.start import import_path
from annotator.services.jobs import lifecycle as jobs
from annotator.services.oracle import oracle
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel

NAME = "Handwritten digits"
HEAD_START = 160
# Seconds on two cores, from the first line to the last.
ABOUT_S = 30
GUIDELINES = """Which digit is written here?

Press the digit on your keyboard; the next image is there at once.
- If you cannot tell, skip it with s.
- A mistake is undone with Backspace.
- A seven may have a bar through it. A one may be just a stroke."""


def ensure(*, say: Callable[[str], None], beside_workers: bool) -> None:
    """Create what of the demo is missing; leave everything else as it is.

    beside_workers: the product runs, and its worker carries out the rounds. Otherwise they are carried out here.
    """
    owner = ensure_people()
    project = Project.objects.filter(name=NAME).first()
    if project is None or project.status == ProjectStatus.DRAFT or _missing(project):
        rest = "; you can sign in already." if beside_workers else "…"
        say(f"The demo is being prepared, about {ABOUT_S} s{rest}")
        project = project or _draft(owner)
        if project.status == ProjectStatus.DRAFT:
            project = _started(project)
        if missing := _missing(project):
            _give_head_start(project, missing, inline=not beside_workers)
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


def _reopen(user: User) -> None:
    if not user.has_usable_password():
        user.set_password(DEMO_PASSWORD)
        user.save(update_fields=["password"])


def _missing(project: Project) -> int:
    """Labels that the head start lacks; none where a person has paused the project, or it is finished."""
    running = project.status == ProjectStatus.ACTIVE
    return max(0, HEAD_START - project.labels_spent) if running else 0


def _draft(owner: User) -> Project:
    project = projects.create(
        name=NAME,
        kind="image",
        owner=owner,
        seed=7,
        guidelines=GUIDELINES,
        budget_labels=1000,
        budget_money=Decimal("80.00"),
        price_per_label=Decimal("0.08"),
        batch_size=20,
        audit_share=0.25,
    )
    return projects.update(project.pk, changes={}, labels=[WantedLabel(name=str(digit)) for digit in range(10)])


def _started(project: Project) -> Project:
    """The draft with its images and people, open to them. Takes up one that was cut off; images that are there stay."""
    for job in Job.objects.filter(project=project, state__in=jobs.UNFINISHED):
        # Its folder is gone. Who ended meanwhile needs no cancelling.
        with suppress(Conflict):
            jobs.cancel_job(job.pk)
    with tempfile.TemporaryDirectory() as folder:
        job = import_path(project, write_digits(Path(folder) / "digits"))
    if job.state != JobState.DONE:
        raise RuntimeError(f"The demo's images could not be imported: {job.error or job.message}")
    for name, role in DEMO_PEOPLE.items():
        Membership.objects.get_or_create(project=project, user=_person(name), defaults={"role": role})
    return projects.start(project.pk)


def _give_head_start(project: Project, labels: int, *, inline: bool) -> None:
    settings = oracle.OracleSettings(labels=labels, noise=0.02, annotators=2, seed=1, inline=inline, in_step=True)
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
