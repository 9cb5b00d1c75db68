"""One envelope for every error: {"type", "errors": [{"code", "detail", "attr"}]}."""

import logging
import time

from django.core.exceptions import RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from drf_standardized_errors.handler import ExceptionHandler as StandardHandler
from rest_framework import exceptions as drf
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response

from annotator.errors import Conflict, DomainError, Forbidden, Invalid, NotFound, Outdated

log = logging.getLogger(__name__)

STATUS = {NotFound: 404, Forbidden: 403, Conflict: 409, Outdated: 412}
# PostgreSQL's SQLSTATE: classes and codes.
NUMBER_OUT_OF_RANGE = "22003"
CONNECTION_LOST = {"08"}
SHUTTING_DOWN = {"57P01", "57P02", "57P03"}
NOTE_EVERY_S = 10.0
# When this process last said so (monotonic seconds).
_noted: dict[str, float] = {}


class TooLong(APIException):
    status_code = 413
    default_code = "request_too_large"
    default_detail = "This request is too large."


class TooManyRequests(APIException):
    """wait: seconds, sent as Retry-After."""

    status_code = 429
    default_code = "too_many_requests"

    def __init__(self, wait: int) -> None:
        super().__init__(f"This token has made too many requests within a minute. Go on in {wait} seconds.")
        self.wait = wait


class DatabaseAway(APIException):
    status_code = 503
    default_code = "database_away"
    default_detail = "The database does not answer at the moment. Try again."
    # Sent as Retry-After (seconds).
    wait = 2


class ExceptionHandler(StandardHandler):
    """Turns the domain's errors into the envelope; everything else as the library does."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, DomainError):
            return as_api_exception(exc)
        if isinstance(exc, RequestDataTooBig):
            return TooLong()
        if is_outage(exc):
            return DatabaseAway()
        if isinstance(exc, DataError) and _sql_state(exc) == NUMBER_OUT_OF_RANGE:
            # No row has such a number.
            return drf.NotFound()
        if isinstance(exc, drf.NotAuthenticated):
            return drf.NotAuthenticated("You are logged out. Log in again.")
        converted: Exception = super().convert_known_exceptions(exc)
        return converted

    def report_exception(self, exc: APIException, response: Response) -> None:
        """A traceback for each error of ours; an outage, which every request meets, is a line now and then."""
        if isinstance(exc, DatabaseAway):
            _note_outage(self.exc)
            leave_unlogged(response)
        else:
            super().report_exception(exc, response)


def leave_unlogged(response: HttpResponseBase) -> None:
    """Django writes a line for each answer above 499 that does not have this mark of its own."""
    response._has_been_logged = True  # type: ignore[attr-defined]


def is_outage(exc: Exception) -> bool:
    """Is the database away, and not just a lock taken or a query too slow?"""
    if not isinstance(exc, OperationalError | InterfaceError):
        return False
    state = _sql_state(exc)
    return state is None or state[:2] in CONNECTION_LOST or state in SHUTTING_DOWN


def _sql_state(exc: Exception) -> str | None:
    return getattr(exc.__cause__, "pgcode", None)


def _note_outage(exc: Exception) -> None:
    if time.monotonic() - _noted.get("outage", float("-inf")) > NOTE_EVERY_S:
        _noted["outage"] = time.monotonic()
        log.error("the database does not answer: %s", str(exc).partition("\n")[0])


def as_api_exception(error: DomainError) -> APIException:
    """The APIException with the error's status, code and field."""
    at_field = {error.attr: [error.detail]} if error.attr else None
    if isinstance(error, Invalid):
        return ValidationError(at_field or [error.detail], code=error.code)
    exception = APIException(at_field or error.detail, code=error.code)
    exception.status_code = STATUS[type(error)]
    return exception


def envelope(code: str, detail: str, *, status: int) -> JsonResponse:
    """The envelope for answers that never reach a view of the API."""
    error = {"code": code, "detail": detail, "attr": None}
    return JsonResponse({"type": "client_error", "errors": [error]}, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> JsonResponse:
    return envelope("csrf_failed", "This page is out of date. Reload it and try again.", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> JsonResponse:
    return envelope("not_found", "There is nothing at this address.", status=404)


def locked_out(request: HttpRequest, response: object = None, credentials: object = None) -> JsonResponse:
    """django-axes closed the door: too many wrong passwords for this name from this address."""
    return envelope("too_many_attempts", "Too many wrong passwords. Try again in 15 minutes.", status=429)
