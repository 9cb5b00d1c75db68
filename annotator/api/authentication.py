"""Who is asking: Django's session, with the status codes that a browser's program can act on."""

from rest_framework import authentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    """DRF's session authentication: 401 (not 403) where nobody is signed in, and a code of its own for CSRF."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise PermissionDenied("This page is out of date. Reload it and try again.", code="csrf_failed") from error
