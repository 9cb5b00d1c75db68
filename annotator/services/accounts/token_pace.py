"""How many requests a token may make in a minute: counted in the database, which all web processes share."""

import math
from datetime import datetime, timedelta

from django.conf import settings

from annotator.models import AccessToken
from annotator.sql import Statement

MINUTE = timedelta(minutes=1)
# A minute begins with the first request after the last one. One that begins in the future was counted by another clock.
_COUNT = Statement(
    "token_pace",
    """
    INSERT INTO annotator_tokenpace AS pace (token_id, since, requests) VALUES (%(token)s, %(now)s, 1)
    ON CONFLICT (token_id) DO UPDATE SET (since, requests) = (
        SELECT CASE WHEN runs THEN pace.since ELSE %(now)s END, CASE WHEN runs THEN pace.requests + 1 ELSE 1 END
        FROM (SELECT pace.since > %(now)s - interval '1 minute' AND pace.since < %(now)s + interval '1 minute' AS runs)
            AS minute
    )
    RETURNING since, requests
    """,
    token="bigint",  # noqa: S106 - its type
    now="timestamptz",
)


def seconds_to_wait(token: AccessToken, *, now: datetime) -> int | None:
    """Counts a request; None where the token may make it, else after how many seconds it may go on."""
    most = settings.TOKEN_REQUESTS_PER_MINUTE
    if not most:
        return None
    since, requests = _COUNT.row(token=token.pk, now=now)
    return max(1, math.ceil((since + MINUTE - now).total_seconds())) if requests > most else None
