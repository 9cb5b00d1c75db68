"""People whom a file names: members of the project, or people without a login.

A name says nothing about accounts elsewhere: whoever is no member is somebody of their own, known in this project only,
whether there is an account of that name or not.
"""

from collections.abc import Collection
from uuid import uuid4

from django.contrib.auth.hashers import make_password

from annotator import names
from annotator.models import Membership, Project, User
from annotator.models.people import TWIN


def people_named(project: Project, wanted: Collection[str], *, file: str) -> dict[str, int]:
    """name -> account; who is unknown is made, without a login. Needs the project's lock."""
    known = _known(project)
    new = dict.fromkeys(folded for name in wanted if (folded := names.folded(name)) not in known)
    called = {names.folded(name): name for name in reversed(list(wanted))}
    made = User.objects.bulk_create(_without_login(project, called[folded], file=file) for folded in new)
    known.update((folded, user.pk) for folded, user in zip(new, made, strict=True))
    return {name: known[names.folded(name)] for name in wanted}


def _known(project: Project) -> dict[str, int]:
    """Folded name -> account: members first, then those whom files have named before."""
    members = Membership.objects.filter(project=project).values_list("user__username", "user_id")
    brought = User.objects.filter(home=project).exclude(from_file="").values_list("called", "pk")
    return {names.folded(name): pk for name, pk in (*brought, *members)}


def _without_login(project: Project, name: str, *, file: str) -> User:
    return User(
        # No account can have this name, and nobody reads it.
        username=f"{TWIN}{project.pk}.{uuid4().hex}",
        password=make_password(None),
        is_active=False,
        home=project,
        called=name,
        from_file=file[-255:],
    )
