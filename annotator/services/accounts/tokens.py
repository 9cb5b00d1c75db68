"""Access tokens: each is drawn, shown once, and ended by its owner at any time."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from annotator.blank import is_blank
from annotator.constraints import violated
from annotator.errors import Conflict, Invalid, NotFound
from annotator.limits import MAX_TOKEN_DAYS, MAX_TOKEN_NAME_CHARS, MAX_TOKENS
from annotator.models import AccessToken, Scope, User
from annotator.selectors.tokens import digest_of, tokens_of

# By which programs that look for secrets in files know one of ours.
MARK = "lbl_"
SHOWN_CHARS = len(MARK) + 6
# The constraint by which no two of a person's tokens have one name (models/tokens.py).
NAME_ONCE = "token_name_once"
NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Made:
    """secret: known only now."""

    token: AccessToken
    secret: str


def create(user: User, *, name: str, scopes: Collection[str], days: int | None = None) -> Made:
    """A new token. days: for which it works; None: until it is revoked.

    Raises Invalid with the field, Conflict (name_taken, too_many_tokens).
    """
    name = _checked(name, scopes=scopes, days=days)
    secret = MARK + secrets.token_urlsafe(30)
    token = AccessToken(
        user=user,
        name=name,
        prefix=secret[:SHOWN_CHARS],
        digest=digest_of(secret),
        scopes=[scope for scope in Scope if scope in scopes],
        expires_at=None if days is None else timezone.now() + timedelta(days=days),
    )
    try:
        with transaction.atomic():
            # So that two at once do not both count to one below the most.
            user = User.objects.select_for_update().get(pk=user.pk)
            _refuse_closed_and_too_many(user)
            token.save()
    except IntegrityError as error:
        if violated(error) == NAME_ONCE:
            raise Conflict("name_taken", f"You have a token called “{name}” already.", attr="name") from error
        raise
    return Made(token, secret)


def _checked(name: str, *, scopes: Collection[str], days: int | None) -> str:
    name = name.strip()
    if is_blank(name):
        raise Invalid("blank", "Give the token a name that can be read.", attr="name")
    if len(name) > MAX_TOKEN_NAME_CHARS:
        raise Invalid("max_length", f"A name has at most {MAX_TOKEN_NAME_CHARS} characters.", attr="name")
    if not scopes or not set(scopes) <= set(Scope.values):
        raise Invalid("invalid_choice", f"A token is for at least one of {', '.join(Scope.values)}.", attr="scopes")
    if days is not None and not 1 <= days <= MAX_TOKEN_DAYS:
        raise Invalid("invalid", f"A token works for 1 to {MAX_TOKEN_DAYS:,} days, or without an end.", attr="days")
    return name


def _refuse_closed_and_too_many(user: User) -> None:
    if not user.is_active:
        raise Conflict("account_closed", "This account is closed.")
    if tokens_of(user).count() >= MAX_TOKENS:
        raise Conflict("too_many_tokens", f"You have {MAX_TOKENS} tokens. Revoke one that you do not need any more.")


def revoke(user: User, *, token_id: int) -> None:
    """From now on nobody comes in by it. Raises NotFound."""
    found = AccessToken.objects.filter(user=user, pk=token_id, revoked_at=None)
    if not found.update(revoked_at=timezone.now()):
        raise NotFound(detail="You have no such token.")


def revoke_all(user: User) -> None:
    """For when somebody else may have come in as this person."""
    AccessToken.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())


def note_use(token: AccessToken) -> None:
    """That it was used now, to the minute."""
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at <= now - NOTED_EVERY:
        noted_before = Q(last_used_at=None) | Q(last_used_at__lte=now - NOTED_EVERY)
        AccessToken.objects.filter(noted_before, pk=token.pk).update(last_used_at=now)
