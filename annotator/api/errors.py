"""One envelope for every error: {"type", "errors": [{"code", "detail", "attr"}]}."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from drf_standardized_errors.handler import ExceptionHandler as StandardHandler
from rest_framework.exceptions import APIException, ValidationError

from annotator.errors import Conflict, DomainError, Forbidden, Invalid, NotFound

STATUS = {NotFound: 404, Forbidden: 403, Conflict: 409}


class TooLong(APIException):
    status_code = 413
    default_code = "request_too_large"
    default_detail = "This request is too large."


class ExceptionHandler(StandardHandler):
    """Turns the domain's errors into the envelope; everything else as the library does."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        if isinstance(exc, DomainError):
            return as_api_exception(exc)
        if isinstance(exc, RequestDataTooBig):
            return TooLong()
        converted: Exception = super().convert_known_exceptions(exc)
        return converted


def as_api_exception(error: DomainError) -> APIException:
    """The APIException with the error's status, code and field."""
    if isinstance(error, Invalid):
        detail = {error.attr: [error.detail]} if error.attr else [error.detail]
        return ValidationError(detail, code=error.code)
    exception = APIException(error.detail, code=error.code)
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
