"""Who is in a project."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for, user_of
from annotator.api.bodies import Body, body_of
from annotator.api.fields import FilledField, PasswordField
from annotator.api.view import View
from annotator.models import Membership, Role
from annotator.selectors.accounts import looks_after
from annotator.selectors.people import Person, everyone, members, person_of
from annotator.services.projects import people


class PersonOut(serializers.Serializer[Any]):
    """id, role, joined_at: null for who has left, and for whom a file has brought, who have no login (from_file: its
    name, else empty). labels, skips: their answers, which stay.

    password_is_given: somebody else gave it to them, and they have not chosen their own yet. may_set_password: who asks
    looks after their account.
    """

    id = serializers.IntegerField(allow_null=True)
    user = serializers.IntegerField()
    username = serializers.CharField()
    role = serializers.ChoiceField(Role.choices, allow_null=True)
    joined_at = serializers.DateTimeField(allow_null=True)
    labels = serializers.IntegerField()
    skips = serializers.IntegerField()
    has_left = serializers.BooleanField()
    from_file = serializers.CharField()
    password_is_given = serializers.BooleanField()
    may_set_password = serializers.SerializerMethodField()

    class Meta:
        ref_name = "Person"

    def get_may_set_password(self, person: Person) -> bool:
        return person.user in self.context["looked_after"]


class AddedPersonOut(PersonOut):
    initial_password = serializers.SerializerMethodField()

    class Meta(PersonOut.Meta):
        ref_name = "PersonAdded"

    def get_initial_password(self, person: Person) -> str | None:
        password: str | None = self.context["initial_password"]
        return password


class PersonIn(Body):
    username = FilledField(max_length=150)
    role = serializers.ChoiceField(Role.choices)
    password = PasswordField(required=False)

    class Meta:
        ref_name = "PersonCreate"


class RoleIn(Body):
    role = serializers.ChoiceField(Role.choices)

    class Meta:
        ref_name = "PersonWrite"


def shown_to(request: Request, *memberships: Membership) -> dict[str, Any]:
    """The context of PersonOut for these people."""
    return {"looked_after": looks_after(user_of(request), [membership.user for membership in memberships])}


class PeopleView(View):
    @extend_schema(operation_id="people_list", responses=PersonOut(many=True))
    def get(self, request: Request, project_id: int) -> Response:
        project = project_for(request, project_id, Role.MANAGER)
        people_now = PersonOut(everyone(project), many=True, context=shown_to(request, *members(project)))
        return Response(people_now.data)

    @extend_schema(operation_id="people_add", request=PersonIn, responses={201: AddedPersonOut})
    def post(self, request: Request, project_id: int) -> Response:
        project = project_for(request, project_id, Role.MANAGER)
        added = people.add(project, by=user_of(request), **body_of(request, PersonIn))
        context = {**shown_to(request, added.membership), "initial_password": added.initial_password}
        shown = AddedPersonOut(person_of(added.membership), context=context)
        return Response(shown.data, status=status.HTTP_201_CREATED)


class PersonView(View):
    @extend_schema(operation_id="people_change", request=RoleIn, responses=PersonOut)
    def patch(self, request: Request, project_id: int, person_id: int) -> Response:
        project_for(request, project_id, Role.MANAGER)
        body = body_of(request, RoleIn)
        changed = people.change_role(project_id, membership_id=person_id, by=user_of(request), **body)
        return Response(PersonOut(person_of(changed), context=shown_to(request, changed)).data)

    @extend_schema(operation_id="people_remove", responses={204: None})
    def delete(self, request: Request, project_id: int, person_id: int) -> Response:
        project_for(request, project_id, Role.MANAGER)
        people.remove(project_id, membership_id=person_id, by=user_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
