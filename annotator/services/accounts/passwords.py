"""Passwords: one's own, one that is drawn, and links by which somebody chooses theirs anew.

A stored password that changes ends every session that was opened with the old one: Django keeps a hash of it in each.
It ends access tokens too, unless their owner changes a password that nobody else knew.
"""

import secrets

from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.db import transaction

from annotator.errors import Conflict, Forbidden
from annotator.models import User
from annotator.selectors.accounts import looks_after
from annotator.services.accounts import tokens
from annotator.services.accounts.accounts import set_password

SALT = "annotator.password-link"
NOT_THEIRS = (
    "You may set the password only of people whose account was made for a project of yours, who are in no other "
    "projects than yours, and who have no right that you lack. They can change it themselves, and so can whoever runs "
    "this server."
)


def drawn() -> str:
    """A password to pass on."""
    return secrets.token_urlsafe(9)


def choose(user: User, password: str) -> None:
    """The owner's choice; who knew the last one, or made a token by it, has nothing any more. Raises Invalid."""
    _store(user, password, given_by=None)


def change(user: User, password: str) -> None:
    """As `choose`, by who knew the last one; access tokens go on, unless somebody else knew it too. Raises Invalid."""
    _store(user, password, given_by=None, keeps_tokens=user.password_from_id is None)


def draw_for(user: User, manager: User) -> str:
    """A new password that the manager passes on. Needs a transaction. Raises Forbidden."""
    password = drawn()
    _store(_looked_after(user, manager), password, given_by=manager)
    return password


def link_for(user: User, manager: User) -> str:
    """What a link says by which this person chooses a password, once, within a day. Needs a transaction.

    Raises Forbidden.
    """
    user = _looked_after(user, manager)
    return signing.dumps([user.pk, manager.pk, default_token_generator.make_token(user)], salt=SALT)


def owner_of(link: str) -> User:
    """Whose password this link sets. Raises Conflict (link_ended): also where the manager may no longer give it."""
    try:
        user_id, manager_id, token = signing.loads(link, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise _ended() from error
    users = {user.pk: user for user in User.objects.filter(pk__in=[user_id, manager_id], is_active=True)}
    user, manager = users.get(user_id), users.get(manager_id)
    if user is None or manager is None or not default_token_generator.check_token(user, token):
        raise _ended()
    if user.pk not in looks_after(manager, [user]):
        raise _ended()
    return user


def choose_by_link(link: str, password: str) -> User:
    """Raises Conflict (link_ended), Invalid."""
    with transaction.atomic():
        _lock(owner_of(link))
        # Once more: another request may have used the link meanwhile.
        user = owner_of(link)
        choose(user, password)
    return user


def _ended() -> Conflict:
    return Conflict("link_ended", "This link has been used, has run out, or is not whole. Ask for a new one.")


def _looked_after(user: User, manager: User) -> User:
    user = _lock(user)
    if user.pk not in looks_after(manager, [user]):
        raise Forbidden(NOT_THEIRS)
    return user


def _lock(user: User) -> User:
    """Against a membership that is given at this moment: PostgreSQL holds it up, as it refers to the account."""
    return User.objects.select_for_update().get(pk=user.pk)


def _store(user: User, password: str, *, given_by: User | None, keeps_tokens: bool = False) -> None:
    set_password(user, password)
    user.password_from = given_by
    with transaction.atomic():
        user.save(update_fields=["password", "password_from"])
        if not keeps_tokens:
            tokens.revoke_all(user)
