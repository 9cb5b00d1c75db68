"""Each request has a name, by which its lines in the log and its answer are found."""

import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER = "X-Request-ID"
# A proxy may have given one; anything else is no name.
NAME = re.compile(r"[\w.-]{1,64}")

current: ContextVar[str] = ContextVar("request_id", default="")


def named(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: the request's name, for the log while it is answered, and in the answer."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get(HEADER, "")
        name = given if NAME.fullmatch(given) else uuid.uuid4().hex
        # It stands until this thread's next request: Django logs a failed one after all middleware.
        current.set(name)
        response = get_response(request)
        response[HEADER] = name
        return response

    return middleware
