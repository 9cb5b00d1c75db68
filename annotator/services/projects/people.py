"""Accounts and memberships."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from annotator.errors import Conflict, Invalid, NotFound
from annotator.models import LogKind, Membership, Project, Role, User
from annotator.services import project_log
from annotator.services.locks import lock_project
from annotator.services.project_log import Fact
from annotator.services.queue import leases


@dataclass(frozen=True)
class Added:
    """A new member; initial_password is set where the account was created just now and got a drawn one."""

    membership: Membership
    initial_password: str | None


def create_user(*, username: str, password: str, may_create_projects: bool = False) -> User:
    """A new account. Raises Invalid where name or password is not good enough."""
    user = User(username=username, may_create_projects=may_create_projects)
    try:
        user.clean_fields(exclude=["password", "last_seen_at"])
        validate_password(password, user)
    except ValidationError as error:
        field = "username" if hasattr(error, "error_dict") else "password"
        raise Invalid("invalid", " ".join(error.messages), attr=field) from error
    user.set_password(password)
    user.save()
    return user


def add(project: Project, *, username: str, role: str, password: str | None = None, by: User | None = None) -> Added:
    """Add a person; an unknown name gets an account. Raises Conflict (already_member), Invalid.

    by, here and below: who wants it, for the project log; None where a command does.
    """
    name = username.strip()
    with transaction.atomic():
        user, drawn = User.objects.filter(username=name).first(), None
        if user is None:
            drawn = None if password else secrets.token_urlsafe(9)
            user = create_user(
                username=name, password=password or drawn or "", may_create_projects=role == Role.MANAGER
            )
        membership, new = Membership.objects.get_or_create(project=project, user=user, defaults={"role": role})
        if not new:
            raise Conflict("already_member", f"{name} is in this project already.", attr="username")
        project_log.write(project, Fact(LogKind.PERSON_ADDED, user.username, after=role), by=by)
    return Added(membership, drawn)


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


def _membership(project: Project, membership_id: int) -> Membership:
    membership = Membership.objects.select_related("user").filter(project=project, pk=membership_id).first()
    if membership is None:
        raise NotFound("This person")
    return membership


def _keep_a_manager(membership: Membership) -> None:
    others = Membership.objects.filter(project=membership.project_id, role=Role.MANAGER).exclude(pk=membership.pk)
    if membership.role == Role.MANAGER and not others.exists():
        raise Conflict("last_manager", "A project needs a manager. Make somebody else manager first.")
