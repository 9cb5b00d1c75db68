"""Who is in a project."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for, user_of
from annotator.api.bodies import Body, body_of
from annotator.api.fields import FilledField, PasswordField
from annotator.api.queries import PageIn, PageOut, next_address, query_of
from annotator.api.view import View, operation
from annotator.limits import MAX_COMMENT_CHARS
from annotator.models import Caution, CautionReason, Membership, Role, Stage
from annotator.selectors.accounts import looks_after
from annotator.selectors.cautions import caution_page, sentence
from annotator.selectors.people import Person, everyone, members, person_of
from annotator.services.projects import people


class PersonOut(serializers.Serializer[Any]):
    """id, role, joined_at: null for who has left, and for whom a file has brought, who have no login (from_file: its
    name, else empty). labels, skips: their answers, which stay.

    stage: told that they are wrong too often or too fast, or stopped for it, else null; caution: on what that rests.

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
    stage = serializers.ChoiceField(Stage.choices, allow_null=True)
    caution = serializers.CharField()
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


class LetGoOnIn(Body):
    why = serializers.CharField(allow_blank=True, max_length=MAX_COMMENT_CHARS)

    class Meta:
        ref_name = "PersonLetGoOn"


class CautionOut(serializers.Serializer[Any]):
    """stage: told, or stopped. reason: wrong too often on gold items, too fast, or fast and always the same; sentence:
    on what that rests. why, lifted_by: of who let them go on.
    """

    id = serializers.IntegerField()
    user = serializers.IntegerField(source="user_id")
    username = serializers.CharField(source="user.username")
    stage = serializers.ChoiceField(Stage.choices)
    reason = serializers.ChoiceField(CautionReason.choices)
    sentence = serializers.SerializerMethodField()
    at = serializers.DateTimeField()
    lifted_at = serializers.DateTimeField(allow_null=True)
    lifted_by = serializers.SerializerMethodField()
    why = serializers.CharField()

    class Meta:
        ref_name = "Caution"

    def get_sentence(self, row: Caution) -> str:
        return sentence(row)

    def get_lifted_by(self, row: Caution) -> str:
        return row.lifted_by.shown_name if row.lifted_by else ""


class CautionPageOut(PageOut):
    results = CautionOut(many=True)

    class Meta:
        ref_name = "CautionPage"


def shown_to(request: Request, *memberships: Membership) -> dict[str, Any]:
    """The context of PersonOut for these people."""
    return {"looked_after": looks_after(user_of(request), [membership.user for membership in memberships])}


class CautionsView(View):
    @operation("cautions_list", parameters=[PageIn], responses=CautionPageOut)
    def get(self, request: Request, project_id: int) -> Response:
        """Who was told or stopped because they were wrong too often or too fast, the newest first."""
        project, said = project_for(request, project_id, Role.MANAGER), query_of(request, PageIn)
        page = caution_page(project, after=said.get("after"), count=said["count"])
        return Response(CautionPageOut({"results": page.rows, "next": next_address(request, page.after)}).data)


class LetGoOnView(View):
    @operation("people_let_go_on", request=LetGoOnIn, responses=PersonOut)
    def post(self, request: Request, project_id: int, person_id: int) -> Response:
        """Somebody who was told or stopped goes on; what they did before is held against them no more."""
        project_for(request, project_id, Role.MANAGER)
        why = body_of(request, LetGoOnIn)["why"]
        changed = people.let_go_on(project_id, membership_id=person_id, why=why, by=user_of(request))
        return Response(PersonOut(person_of(changed), context=shown_to(request, changed)).data)


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
