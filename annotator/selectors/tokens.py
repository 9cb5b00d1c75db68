"""Access tokens: whose they are, and what they are for."""

import hashlib
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from annotator.models import AccessToken, Scope, User
from annotator.sql import Columns, Statement

_TOKEN, _PERSON = Columns(AccessToken), Columns(User)
_BY_DIGEST = Statement(
    "token",
    f"""
    SELECT {_TOKEN.of("token")}, {_PERSON.of("person")}
    FROM annotator_accesstoken token JOIN annotator_user person ON person.id = token.user_id
    WHERE token.digest = %(digest)s AND token.revoked_at IS NULL
        AND (token.expires_at IS NULL OR token.expires_at > %(now)s) AND person.is_active
    """,  # noqa: S608 - names of columns
    digest="varchar",
    now="timestamptz",
)


def digest_of(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_in(header: str) -> str | None:
    """The secret of an `Authorization: Token …`; None where the header is about something else."""
    scheme, _, secret = header.strip().partition(" ")
    return secret.strip() if scheme.lower() == "token" else None


def token_of(secret: str, *, now: datetime | None = None) -> AccessToken | None:
    """The token with its person; None where it was revoked or has run out, or the account is closed."""
    row = _BY_DIGEST.row(digest=digest_of(secret), now=now or timezone.now())
    if row is None:
        return None
    token = _TOKEN.make(row[: len(_TOKEN)])
    token.user = _PERSON.make(row[len(_TOKEN) :])
    return token


def allows(token: AccessToken, scope: Scope) -> bool:
    """Is the token for this? One that manages is for everything."""
    return scope in token.scopes or Scope.MANAGE in token.scopes


def tokens_of(user: User) -> QuerySet[AccessToken]:
    """Those that were not revoked, the newest first; some may have run out."""
    return AccessToken.objects.filter(user=user, revoked_at=None).order_by("-pk")
