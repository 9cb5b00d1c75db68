"""Accounts: made once per name, with rights that nobody gets by being in a project."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from annotator import names
from annotator.constraints import violated
from annotator.errors import Conflict, Invalid
from annotator.models import User

# By which no two accounts have one name (models/people.py, and Django's own on `username`).
NAME_ONCE = {"user_name_once", "annotator_user_username_key"}


def create_user(*, username: str, password: str, **fields: Any) -> User:
    """A new account; fields: of User, such as its rights. Raises Invalid (name, password), Conflict (name_taken)."""
    user = User(username=names.normal(username), **fields)
    check_name(user.username)
    if taken := User.objects.named(user.username):
        raise _taken(taken.username)
    set_password(user, password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        if violated(error) in NAME_ONCE:
            raise _taken(user.username) from error
        raise
    return user


def _taken(name: str) -> Conflict:
    return Conflict("name_taken", f"There is somebody called “{name}” already. Choose another name.", attr="username")


def check_name(name: str) -> None:
    """Raises Invalid where no account can have this name."""
    try:
        User(username=names.normal(name)).clean_fields(exclude=["password", "last_seen_at", "name_key"])
    except ValidationError as error:
        longest = User._meta.get_field("username").max_length
        detail = f"“{name}” cannot be a user name: it is made of letters, digits and @ . + - _, {longest} at most."
        raise Invalid("invalid", detail, attr="username") from error


def set_password(user: User, password: str) -> None:
    """Nothing is stored yet. Raises Invalid where the password is not good enough."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid("invalid", " ".join(error.messages), attr="password") from error
    user.set_password(password)


def change_rights(user: User, *, projects: bool | None = None, accounts: bool | None = None) -> None:
    """What is None stays as it is. For who runs this server: nobody gives rights through the API."""
    if projects is not None:
        user.may_create_projects = projects
    if accounts is not None:
        user.may_create_accounts = accounts
    user.save(update_fields=["may_create_projects", "may_create_accounts"])
