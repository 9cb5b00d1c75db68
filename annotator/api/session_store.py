"""Who is signed in, read at every request: Django's own session store and backend with one small statement each."""

from typing import Any

from django.contrib.auth import backends
from django.contrib.sessions.backends import db
from django.utils import timezone

from annotator.models import User
from annotator.sql import Columns, Statement

_SESSION = Statement(
    "session",
    "SELECT session_data FROM django_session WHERE session_key = %(key)s AND expire_date > %(now)s",
    key="varchar",
    now="timestamptz",
)
_USER = Columns(User)
_WHO = Statement("user", f"SELECT {_USER.names} FROM annotator_user WHERE id = %(id)s", id="bigint")  # noqa: S608


class SessionStore(db.SessionStore):
    """SESSION_ENGINE."""

    def load(self) -> dict[str, Any]:
        # A cookie is a stranger's: PostgreSQL takes no text with NUL in it. Keys that we drew are letters and digits.
        drawn = (self.session_key or "").isalnum()
        row = _SESSION.row(key=self.session_key, now=timezone.now()) if drawn else None
        if row is None:
            # As Django does: an unknown key is never taken over for a new session.
            self._session_key = None
            return {}
        return dict(self.decode(row[0]))


class ModelBackend(backends.ModelBackend):
    """Accounts with passwords."""

    def get_user(self, user_id: int) -> User | None:
        row = _WHO.row(id=user_id)
        user = None if row is None else _USER.make(row)
        return user if self.user_can_authenticate(user) else None
