"""How often a program may ask."""

from typing import TYPE_CHECKING

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from annotator.models import AccessToken
from annotator.services.accounts.token_pace import seconds_to_wait

if TYPE_CHECKING:
    # It imports this module in its turn.
    from rest_framework.views import APIView


class TokenThrottle(BaseThrottle):
    """Counts the requests of each token; people in browsers are not counted."""

    _wait: int | None = None

    def allow_request(self, request: Request, view: "APIView") -> bool:
        if isinstance(request.auth, AccessToken):
            self._wait = seconds_to_wait(request.auth, now=timezone.now())
        return self._wait is None

    def wait(self) -> float | None:
        return self._wait
