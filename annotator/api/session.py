"""Signing in and out."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest
from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from annotator import names
from annotator.api.authentication import SessionAuthentication
from annotator.api.bodies import Body, body_of
from annotator.api.fields import FilledField, PasswordField
from annotator.api.view import View
from annotator.models import User
from annotator.selectors.accounts import may_create_accounts, may_create_projects
from annotator.selectors.demo import demo_accounts
from annotator.selectors.sign_in import guessed_too_often

# Of a name, in django-axes' table.
MAX_COUNTED_CHARS = 255
# By which people sign in who have just shown who they are otherwise.
BACKEND = "annotator.api.session_store.ModelBackend"


class UserOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    username = serializers.CharField()
    display_name = serializers.SerializerMethodField()
    may_create_projects = serializers.SerializerMethodField()
    may_create_accounts = serializers.SerializerMethodField()
    password_is_given = serializers.SerializerMethodField()

    class Meta:
        ref_name = "User"

    def get_display_name(self, user: User) -> str:
        return user.get_full_name() or user.username

    def get_may_create_projects(self, user: User) -> bool:
        return may_create_projects(user)

    def get_may_create_accounts(self, user: User) -> bool:
        return may_create_accounts(user)

    def get_password_is_given(self, user: User) -> bool:
        return user.password_from_id is not None


class DemoAccountOut(serializers.Serializer[Any]):
    username = serializers.CharField()
    password = serializers.CharField()
    role = serializers.CharField()

    class Meta:
        ref_name = "DemoAccount"


class SessionOut(serializers.Serializer[Any]):
    user = UserOut(allow_null=True)
    demo_accounts = DemoAccountOut(many=True)

    class Meta:
        ref_name = "Session"


class SignInIn(Body):
    username = FilledField(max_length=150)
    password = PasswordField()

    class Meta:
        ref_name = "Credentials"


class WrongPassword(APIException):
    status_code = status.HTTP_401_UNAUTHORIZED
    default_code = "wrong_password"
    default_detail = "Name and password do not match."


class TooManyGuesses(APIException):
    status_code = status.HTTP_429_TOO_MANY_REQUESTS
    default_code = "too_many_attempts"
    default_detail = "Too many wrong passwords from this address. Try again in 15 minutes."


class SessionView(View):
    """Open to everybody: it tells who is signed in, and nothing about projects."""

    permission_classes = [AllowAny]
    scopes = {"POST": None, "DELETE": None}

    @extend_schema(operation_id="session_get", responses=SessionOut)
    def get(self, request: Request) -> Response:
        get_token(request._request)
        return Response(session_of(request._request))

    @extend_schema(operation_id="session_sign_in", request=SignInIn, responses=SessionOut)
    def post(self, request: Request) -> Response:
        # Nobody is signed in yet, so the session's own check has not run.
        SessionAuthentication().enforce_csrf(request)
        body = body_of(request, SignInIn)
        django_request = request._request
        refuse_guesses(django_request)
        user = authenticate(django_request, **body)
        if user is None:
            # After too many of these, django-axes answers in our stead: api/errors.locked_out.
            raise WrongPassword
        login(django_request, user)
        return Response(session_of(django_request))

    @extend_schema(operation_id="session_sign_out", responses={204: None})
    def delete(self, request: Request) -> Response:
        logout(request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


def refuse_guesses(request: HttpRequest) -> None:
    """Before anything is hashed: a made-up name's password costs as much as a right one's. Raises TooManyGuesses."""
    if guessed_too_often(request.META["REMOTE_ADDR"]):
        raise TooManyGuesses


def attempts_of(request: HttpRequest | None, credentials: Mapping[str, str]) -> str:
    """AXES_USERNAME_CALLABLE: whose attempts are counted together, however the name is spelled."""
    return names.key(credentials.get("username", ""))[:MAX_COUNTED_CHARS]


def session_of(request: HttpRequest) -> dict[str, Any]:
    """Who is signed in, as every answer says it that changes it."""
    user = request.user if request.user.is_authenticated else None
    accounts = demo_accounts() if settings.DEMO else []
    return SessionOut({"user": user, "demo_accounts": accounts}).data
