"""Who is asking: Django's session, with the status code that a signed-out browser expects."""

from rest_framework import authentication
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    """DRF's session authentication, saying 401 (not 403) where nobody is signed in."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"
