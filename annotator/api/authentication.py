"""Who is asking: a program by its token, or Django's session, with the status codes that a page can act on."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from annotator.errors import Conflict
from annotator.models import AccessToken, User
from annotator.selectors.tokens import secret_in, token_of
from annotator.services.accounts.tokens import note_use

PERSON_HEADER = "X-Person"


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Token …`: the token's person. Whoever sends one is meant, whatever cookie comes along."""

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        secret = secret_in(request.headers.get("Authorization", ""))
        if secret is None:
            return None
        token = token_of(secret)
        if token is None:
            raise AuthenticationFailed(
                "This token does not work: it was revoked, has run out, or is mistyped.", code="token_invalid"
            )
        refuse_for_another(token.user, request.headers.get(PERSON_HEADER))
        note_use(token)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Token"


class SessionAuthentication(authentication.SessionAuthentication):
    """DRF's session authentication: 401 (not 403) where nobody is signed in, and a code of its own for CSRF.

    A page may say for whom it asks, in the header X-Person: it outlives its session. Raises Conflict (other_person)
    where somebody else is signed in by now.
    """

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        signed_in = super().authenticate(request)
        if signed_in is not None:
            refuse_for_another(signed_in[0], request.headers.get(PERSON_HEADER))
        return signed_in

    def authenticate_header(self, request: Request) -> str:
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise PermissionDenied("This page is out of date. Reload it and try again.", code="csrf_failed") from error


def refuse_for_another(user: User, person: int | str | None) -> None:
    """Raises Conflict where a page asks for the person it was opened by, and somebody else is signed in by now."""
    if person is not None and str(person) != str(user.pk):
        raise Conflict("other_person", "Somebody else is signed in now.")


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # drf-spectacular's own
    """The header, as the schema names it."""

    target_class = "annotator.api.authentication.TokenAuthentication"
    name = "Token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        description = "“Token”, a space, and the secret of an access token, which people make under “Your account”."
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": description}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # drf-spectacular's own
    """The session cookie, as the schema names it."""

    target_class = "annotator.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        cookie = {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
        description = (
            "Its name ends with the server's PORT. With X-CSRFToken on writes. X-Person, if it is there, names the "
            "account that is meant by its number: 409 (other_person) where somebody else is signed in."
        )
        return {**cookie, "description": description}
