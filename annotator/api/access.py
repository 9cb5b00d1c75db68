"""Who may do what: one door for all views. A stranger does not learn that a project exists."""

from typing import cast

from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from annotator.errors import Forbidden, NotFound
from annotator.models import AccessToken, Benchmark, Membership, Project, Role, Scope, User
from annotator.selectors.benchmark.rows import benchmark_of
from annotator.selectors.people import membership_of, role_in
from annotator.selectors.tokens import allows

ANYBODY = (Role.MANAGER, Role.ANNOTATOR, Role.REVIEWER)


def user_of(request: Request) -> User:
    """The signed-in user; the permission classes have turned everybody else away."""
    return cast(User, request.user)


def refuse_beyond_scope(request: Request, scope: Scope | None) -> None:
    """Who comes in by a token does only what it is for; None: no token is for this. Raises PermissionDenied."""
    token = request.auth
    if not isinstance(token, AccessToken):
        return
    if scope is None:
        raise PermissionDenied("No token is for this: sign in.", code="token_not_enough")
    if not allows(token, scope):
        raise PermissionDenied(f"This token is not for this: it needs the scope “{scope}”.", code="token_not_enough")


def membership_for(request: Request, project_id: int, *roles: Role) -> Membership:
    """The membership of who asks. Raises NotFound for strangers, Forbidden for the wrong role."""
    membership = membership_of(user_of(request), project_id=project_id)
    if membership is None:
        raise NotFound("This project")
    if membership.role not in (roles or ANYBODY):
        raise Forbidden
    return membership


def role_for(request: Request, project_id: int) -> str:
    """The role in the project of who asks, at the cost of one small statement. Raises NotFound for strangers."""
    role = role_in(project_id, user_of(request).pk)
    if role is None:
        raise NotFound("This project")
    return role


def project_for(request: Request, project_id: int, *roles: Role) -> Project:
    """The project, for members in one of these roles (none named: any role)."""
    return membership_for(request, project_id, *roles).project


def benchmark_for(request: Request, benchmark_id: int, *roles: Role) -> Benchmark:
    """The benchmark, for members of its project in one of these roles."""
    benchmark = benchmark_of(benchmark_id)
    if benchmark is None:
        raise NotFound("This benchmark")
    try:
        project_for(request, benchmark.project_id, *roles)
    except NotFound as error:
        raise NotFound("This benchmark") from error
    return benchmark
