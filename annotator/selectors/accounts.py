"""Whose account a manager looks after."""

from collections.abc import Collection, Mapping

from annotator.models import Membership, Role, User

Rights = tuple[bool, bool, bool, bool]


def looks_after(manager: User, users: Collection[User]) -> set[int]:
    """Those of these accounts whose password the manager may set.

    Whoever sets a password can come in as its owner. So that nobody gets by this what they have not: the account was
    made for a project that the manager manages, its owner is in such projects only, and has no right that the manager
    lacks. One's own password is changed by who knows it.
    """
    managed = set(Membership.objects.filter(user=manager, role=Role.MANAGER).values_list("project", flat=True))
    projects = _projects(users)
    return {
        user.pk
        for user in users
        if user.pk != manager.pk
        and user.is_active
        and not user.is_oracle
        and user.home_id in managed
        and projects.get(user.pk, set()) <= managed
        and all(theirs <= own for theirs, own in zip(_rights(user), _rights(manager), strict=True))
    }


def _projects(users: Collection[User]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = {}
    for user, project in Membership.objects.filter(user__in=users).values_list("user", "project"):
        found.setdefault(user, set()).add(project)
    return found


def _rights(user: User) -> Rights:
    every = user.is_superuser
    return (every, every or user.is_staff, every or user.may_create_projects, every or user.may_create_accounts)


def may_create_accounts(user: User) -> bool:
    return user.may_create_accounts or user.is_superuser


def may_create_projects(user: User) -> bool:
    return user.may_create_projects or user.is_superuser
