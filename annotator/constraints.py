"""Which constraint the database objected with: told by its name, never by a word in the message."""

import psycopg2
from django.db import IntegrityError


def violated(error: IntegrityError) -> str | None:
    """The name of the constraint; None where PostgreSQL names none (a trigger objected)."""
    cause = error.__cause__
    return cause.diag.constraint_name if isinstance(cause, psycopg2.Error) else None
