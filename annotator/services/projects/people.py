"""Who is in a project."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from annotator import names
from annotator.errors import Conflict, Forbidden, NotFound
from annotator.models import Caution, LogKind, Membership, Project, Role, User
from annotator.selectors.accounts import may_create_accounts, may_create_projects
from annotator.services import project_log
from annotator.services.accounts import passwords
from annotator.services.accounts.accounts import create_user
from annotator.services.locks import lock_project
from annotator.services.project_log import Fact
from annotator.services.queue import leases

NO_SUCH_PERSON = "There is nobody called “{name}” yet, and your account may not create any."


@dataclass(frozen=True)
class Added:
    """A new member; initial_password is set where the account was created just now and got a drawn one."""

    membership: Membership
    initial_password: str | None


def add(project: Project, *, username: str, role: str, password: str | None = None, by: User | None = None) -> Added:
    """Add a person; an unknown name gets an account, where `by` may create any.

    by, here and below: who wants it; None where a command does, which may do everything.
    Raises Conflict (already_member, looks_alike, password_not_own), Forbidden, Invalid.
    """
    with transaction.atomic():
        user, initial = known(username), None
        if user is None:
            initial = None if password else passwords.drawn()
            user = _new(project, by=by, username=username, role=role, password=password or initial or "")
        return Added(join(project, user, role=role, by=by), initial)


def known(username: str) -> User | None:
    """Whose name this is, capitals aside. Raises Conflict (looks_alike) where it is only like somebody's."""
    user = User.objects.named(username)
    if user is not None and names.folded(user.username) != names.folded(username):
        message = f"“{names.normal(username)}” looks like “{user.username}”, who has an account. Choose another name."
        raise Conflict("looks_alike", message, attr="username")
    return user


def rights_of_new(role: str, *, by: User | None) -> dict[str, bool]:
    """What a new account may do beyond its project: nobody gives a right that they have not."""
    return {"may_create_projects": role == Role.MANAGER and (by is None or may_create_projects(by))}


def join(
    project: Project, user: User, *, role: str, by: User | None, how: LogKind = LogKind.PERSON_ADDED
) -> Membership:
    """Needs a transaction. Raises Conflict (already_member, password_not_own)."""
    _refuse_borrowed_password(project, user)
    membership, new = Membership.objects.get_or_create(project=project, user=user, defaults={"role": role})
    if not new:
        raise Conflict("already_member", f"{user.username} is in this project already.", attr="username")
    project_log.write(project, Fact(how, user.username, after=role), by=by)
    return membership


def _new(project: Project, *, by: User | None, username: str, role: str, password: str) -> User:
    if by is not None and not may_create_accounts(by):
        raise Forbidden(NO_SUCH_PERSON.format(name=names.normal(username)))
    rights = rights_of_new(role, by=by)
    try:
        return create_user(username=username, password=password, home=project, password_from=by, **rights)
    except Conflict:
        # Somebody else has created the same person at this moment.
        if user := known(username):
            return user
        raise


def _refuse_borrowed_password(project: Project, user: User) -> None:
    """Whoever gave a password could come in by it: so it is the owner's own before it opens somebody else's project."""
    giver = user.password_from_id
    managers = Membership.objects.filter(project=project, role=Role.MANAGER)
    if giver is not None and not managers.filter(user=giver).exists():
        message = f"{user.username} still has a password that somebody else gave them. Ask them to choose their own."
        raise Conflict("password_not_own", message, attr="username")


def change_role(project_id: int, *, membership_id: int, role: str, by: User | None = None) -> Membership:
    """Raises NotFound, Conflict (last_manager)."""
    with transaction.atomic():
        project = lock_project(project_id)
        membership = _membership(project, membership_id)
        if role != Role.MANAGER:
            _keep_a_manager(membership)
        if (before := membership.role) != role:
            project_log.write(project, Fact(LogKind.ROLE, membership.user.username, before, role), by=by)
        membership.role = role
        membership.save(update_fields=["role"])
    return membership


def remove(project_id: int, *, membership_id: int, by: User | None = None) -> None:
    """The person leaves, the answers stay; what is held goes back. Raises NotFound, Conflict (last_manager)."""
    with transaction.atomic():
        project = lock_project(project_id)
        membership = _membership(project, membership_id)
        _keep_a_manager(membership)
        leases.withdraw_all(project, user=membership.user, now=timezone.now())
        project_log.write(project, Fact(LogKind.PERSON_REMOVED, membership.user.username, membership.role), by=by)
        membership.delete()


def let_go_on(project_id: int, *, membership_id: int, why: str, by: User | None = None) -> Membership:
    """A person who was told or stopped goes on, and what they did before is held against them no more.

    Raises NotFound, Conflict (not_cautioned).
    """
    with transaction.atomic():
        project = lock_project(project_id)
        membership = _membership(project, membership_id)
        if not membership.stage:
            raise Conflict("not_cautioned", f"{membership.user.username} was not stopped.")
        now = timezone.now()
        cautions = Caution.objects.filter(project=project, user=membership.user, lifted_at__isnull=True)
        cautions.update(lifted_at=now, lifted_by=by, why=why.strip())
        project_log.write(
            project,
            Fact(LogKind.PERSON_LET_GO_ON, membership.user.username, after=why.strip() or "nothing said"),
            by=by,
        )
        membership.stage, membership.stage_reason = "", ""
        membership.stage_at, membership.measured_from = None, now
        membership.save(update_fields=["stage", "stage_reason", "stage_at", "measured_from"])
    return membership


def draw_password(project_id: int, *, membership_id: int, by: User) -> str:
    """A new password for this person, for the manager to pass on. Raises NotFound, Forbidden."""
    return _log_password(project_id, membership_id, LogKind.PASSWORD_DRAWN, passwords.draw_for, by=by)


def password_link(project_id: int, *, membership_id: int, by: User) -> str:
    """What a link says by which this person chooses a new password. Raises NotFound, Forbidden."""
    return _log_password(project_id, membership_id, LogKind.PASSWORD_LINK, passwords.link_for, by=by)


def _log_password(
    project_id: int, membership_id: int, kind: LogKind, make: Callable[[User, User], str], *, by: User
) -> str:
    with transaction.atomic():
        project = lock_project(project_id)
        user = _membership(project, membership_id).user
        made = make(user, by)
        project_log.write(project, Fact(kind, user.username), by=by)
    return made


def _membership(project: Project, membership_id: int) -> Membership:
    membership = Membership.objects.select_related("user").filter(project=project, pk=membership_id).first()
    if membership is None:
        raise NotFound("This person")
    return membership


def _keep_a_manager(membership: Membership) -> None:
    others = Membership.objects.filter(project=membership.project_id, role=Role.MANAGER).exclude(pk=membership.pk)
    if membership.role == Role.MANAGER and not others.exists():
        raise Conflict("last_manager", "A project needs a manager. Make somebody else manager first.")
