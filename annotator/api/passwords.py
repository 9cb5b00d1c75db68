"""Choosing a password: one's own, and by a link from a manager."""

from typing import Any

from django.contrib.auth import authenticate, login, update_session_auth_hash
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for, user_of
from annotator.api.authentication import SessionAuthentication
from annotator.api.bodies import Body, body_of
from annotator.api.fields import PasswordField
from annotator.api.invitations import LinkIn
from annotator.api.session import BACKEND, SessionOut, refuse_guesses, session_of
from annotator.api.view import NO_TOKEN, View
from annotator.errors import Invalid
from annotator.models import Role
from annotator.services.accounts import passwords
from annotator.services.projects import people


class OwnPasswordIn(Body):
    current = PasswordField()
    password = PasswordField()

    class Meta:
        ref_name = "OwnPassword"


class ResetIn(LinkIn):
    password = PasswordField()

    class Meta(LinkIn.Meta):
        ref_name = "PasswordReset"


class OwnerOut(serializers.Serializer[Any]):
    username = serializers.CharField()

    class Meta:
        ref_name = "PasswordOwner"


class NewPasswordIn(Body):
    """by: a link by which they choose one themselves, or a password that is drawn now."""

    by = serializers.ChoiceField(["link", "drawn"])

    class Meta:
        ref_name = "PersonPassword"


class NewPasswordOut(serializers.Serializer[Any]):
    """One of the two is set. link: a path of this site."""

    link = serializers.CharField(allow_null=True)
    password = serializers.CharField(allow_null=True)

    class Meta:
        ref_name = "PersonPasswordMade"


class OwnPasswordView(View):
    """All other sessions of this person end."""

    scopes = NO_TOKEN

    @extend_schema(operation_id="password_change", request=OwnPasswordIn, responses=SessionOut)
    def post(self, request: Request) -> Response:
        body = body_of(request, OwnPasswordIn)
        django_request, name = request._request, user_of(request).username
        refuse_guesses(django_request)
        user = authenticate(django_request, username=name, password=body["current"])
        if user is None:
            raise Invalid("wrong_password", "This is not your present password.", attr="current")
        passwords.change(user, body["password"])
        update_session_auth_hash(django_request, user)
        django_request.user = user
        return Response(session_of(django_request))


class ResetView(View):
    """Open to whoever has the link; it signs them in."""

    permission_classes = [AllowAny]
    scopes = NO_TOKEN

    @extend_schema(operation_id="password_reset", request=ResetIn, responses=SessionOut)
    def post(self, request: Request) -> Response:
        SessionAuthentication().enforce_csrf(request)
        user = passwords.choose_by_link(**body_of(request, ResetIn))
        login(request._request, user, backend=BACKEND)
        return Response(session_of(request._request))


class ResetLookView(View):
    """Open to whoever has the link: whose password it sets."""

    permission_classes = [AllowAny]
    scopes = NO_TOKEN

    @extend_schema(operation_id="password_reset_look", request=LinkIn, responses=OwnerOut)
    def post(self, request: Request) -> Response:
        return Response(OwnerOut(passwords.owner_of(**body_of(request, LinkIn))).data)


class PersonPasswordView(View):
    """For people who have forgotten theirs, and whose account this manager looks after."""

    scopes = NO_TOKEN

    @extend_schema(
        operation_id="people_new_password", request=NewPasswordIn, responses={status.HTTP_201_CREATED: NewPasswordOut}
    )
    def post(self, request: Request, project_id: int, person_id: int) -> Response:
        project_for(request, project_id, Role.MANAGER)
        body = body_of(request, NewPasswordIn)
        whose: dict[str, Any] = {"membership_id": person_id, "by": user_of(request)}
        if body["by"] == "link":
            made = {"link": f"/reset#{people.password_link(project_id, **whose)}", "password": None}
        else:
            made = {"link": None, "password": people.draw_password(project_id, **whose)}
        return Response(NewPasswordOut(made).data, status=status.HTTP_201_CREATED)
