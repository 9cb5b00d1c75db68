"""Django asks each kept connection at the start of each request whether it still lives. Under load that is one
question more per key press, to a connection that answered a moment ago."""

import time

from django.db.backends.postgresql import base

TRUSTED_S = 1.0


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that was used within the last second is taken for alive; all others are asked, as ever.

    One that breaks within this second costs the request that meets it, as it would have while a query ran; Django
    then opens a new one.
    """

    _used = float("-inf")

    def close_if_health_check_failed(self) -> None:
        now = time.monotonic()
        if now - self._used > TRUSTED_S:
            super().close_if_health_check_failed()
        self._used = now
