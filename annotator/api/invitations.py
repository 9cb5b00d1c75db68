"""Inviting people into a project, and coming in."""

from typing import Any

from django.contrib.auth import login
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for, user_of
from annotator.api.authentication import SessionAuthentication
from annotator.api.bodies import Body, body_of
from annotator.api.fields import FilledField, PasswordField
from annotator.api.people import PersonOut, shown_to
from annotator.api.session import BACKEND, SessionOut, session_of
from annotator.api.view import NO_TOKEN, View
from annotator.limits import MAX_INVITED, MAX_LINK_CHARS, MAX_WHO_CHARS
from annotator.models import Invitation, Role
from annotator.selectors.accounts import may_create_accounts
from annotator.selectors.invitations import InvitationRow, InvitationState, invitations
from annotator.selectors.people import person_of
from annotator.services.projects import invitations as service


class InvitationOut(serializers.Serializer[Any]):
    """who: as the manager wrote it. link: a path of this site while it is open, for those who may create accounts."""

    id = serializers.IntegerField(source="invitation.id")
    who = serializers.CharField(source="invitation.who")
    role = serializers.ChoiceField(Role.choices, source="invitation.role")
    state = serializers.ChoiceField(InvitationState.choices)
    invited_by = serializers.CharField(source="invitation.created_by.username")
    created_at = serializers.DateTimeField(source="invitation.created_at")
    expires_at = serializers.DateTimeField(source="invitation.expires_at")
    used_by = serializers.CharField(source="invitation.used_by.username", allow_null=True)
    used_at = serializers.DateTimeField(source="invitation.used_at", allow_null=True)
    mailed_at = serializers.DateTimeField(source="invitation.mailed_at", allow_null=True)
    mail_problem = serializers.CharField(source="invitation.mail_problem", allow_blank=True)
    link = serializers.SerializerMethodField()

    class Meta:
        ref_name = "Invitation"

    def get_link(self, row: InvitationRow) -> str | None:
        shown = row.state == InvitationState.OPEN and may_create_accounts(self.context["user"])
        return f"/join#{service.link_of(row.invitation)}" if shown else None


class InvitedOut(serializers.Serializer[Any]):
    """What became of one name or address: a member at once, an invitation, or why neither."""

    who = serializers.CharField()
    person = PersonOut(allow_null=True)
    invitation = InvitationOut(allow_null=True)
    problem = serializers.CharField(allow_blank=True)

    class Meta:
        ref_name = "Invited"


class InvitationsIn(Body):
    """whom: names or addresses, each by itself."""

    whom = serializers.ListField(child=FilledField(max_length=MAX_WHO_CHARS), min_length=1, max_length=MAX_INVITED)
    role = serializers.ChoiceField(Role.choices)

    class Meta:
        ref_name = "InvitationsCreate"


class LinkIn(Body):
    """link: what stands behind the # of the page's address."""

    link = FilledField(max_length=MAX_LINK_CHARS)

    class Meta:
        ref_name = "Link"


class AcceptIn(LinkIn):
    username = FilledField(max_length=150)
    password = PasswordField()

    class Meta(LinkIn.Meta):
        ref_name = "InvitationAccept"


class OpenedOut(serializers.Serializer[Any]):
    """username: what they may want to be called."""

    project_name = serializers.CharField(source="project.name")
    role = serializers.ChoiceField(Role.choices)
    invited_by = serializers.CharField(source="created_by.username")
    username = serializers.SerializerMethodField()
    expires_at = serializers.DateTimeField()

    class Meta:
        ref_name = "InvitationOpened"

    def get_username(self, invitation: Invitation) -> str:
        return invitation.who.partition("@")[0] if service.is_address(invitation.who) else invitation.who


class JoinedOut(serializers.Serializer[Any]):
    project = serializers.IntegerField(source="project_id")
    role = serializers.ChoiceField(Role.choices)

    class Meta:
        ref_name = "Joined"


class InvitationsView(View):
    @extend_schema(operation_id="invitations_list", responses=InvitationOut(many=True))
    def get(self, request: Request, project_id: int) -> Response:
        project = project_for(request, project_id, Role.MANAGER)
        rows = invitations(project, now=timezone.now())
        return Response(InvitationOut(rows, many=True, context={"user": user_of(request)}).data)

    @extend_schema(operation_id="invitations_create", request=InvitationsIn, responses={201: InvitedOut(many=True)})
    def post(self, request: Request, project_id: int) -> Response:
        project, user = project_for(request, project_id, Role.MANAGER), user_of(request)
        body = body_of(request, InvitationsIn)
        site = request.build_absolute_uri("/").rstrip("/")
        outcomes = service.invite(project, by=user, site=site, **body)
        joined = [outcome.membership for outcome in outcomes if outcome.membership]
        context = {"user": user, **shown_to(request, *joined)}
        shown = InvitedOut([_shown(outcome) for outcome in outcomes], many=True, context=context)
        return Response(shown.data, status=status.HTTP_201_CREATED)


def _shown(outcome: service.Outcome) -> dict[str, Any]:
    invitation, membership = outcome.invitation, outcome.membership
    return {
        "who": outcome.who,
        "person": membership and person_of(membership),
        "invitation": invitation and InvitationRow(invitation, InvitationState.OPEN),
        "problem": outcome.problem,
    }


class InvitationView(View):
    @extend_schema(operation_id="invitation_revoke", responses={204: None})
    def delete(self, request: Request, project_id: int, invitation_id: int) -> Response:
        project = project_for(request, project_id, Role.MANAGER)
        service.revoke(project, invitation_id, by=user_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class AcceptView(View):
    """Open to whoever has the link."""

    permission_classes = [AllowAny]
    scopes = NO_TOKEN

    @extend_schema(operation_id="invitation_accept", request=AcceptIn, responses={201: SessionOut})
    def post(self, request: Request) -> Response:
        SessionAuthentication().enforce_csrf(request)
        user = service.accept(**body_of(request, AcceptIn))
        login(request._request, user, backend=BACKEND)
        return Response(session_of(request._request), status=status.HTTP_201_CREATED)


class LookView(View):
    """Open to whoever has the link, which is sent in the body: addresses are written into logs."""

    permission_classes = [AllowAny]
    scopes = NO_TOKEN

    @extend_schema(operation_id="invitation_look", request=LinkIn, responses=OpenedOut)
    def post(self, request: Request) -> Response:
        return Response(OpenedOut(service.opened(**body_of(request, LinkIn))).data)


class JoinView(View):
    """For people who have an account and are signed in."""

    scopes = NO_TOKEN

    @extend_schema(operation_id="invitation_join", request=LinkIn, responses=JoinedOut)
    def post(self, request: Request) -> Response:
        membership = service.accept_as(user_of(request), **body_of(request, LinkIn))
        return Response(JoinedOut(membership).data)
