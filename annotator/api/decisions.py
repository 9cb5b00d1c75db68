"""Decisions on answers and items: looked at before, taken, listed, undone."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiExample, PolymorphicProxySerializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import membership_for, project_for, user_of
from annotator.api.bodies import Body, body_of, one_of
from annotator.api.fields import FilledField
from annotator.api.item_filter import BY_IDS_OR_FILTER, MOST_CHARS, ItemFilterIn, ids_of_items, items_of
from annotator.api.queries import PageIn, PageOut, next_address, query_of
from annotator.api.schema import Bodies
from annotator.api.structs import DateTimeField
from annotator.api.view import View, operation
from annotator.largest import LARGEST_ID
from annotator.limits import MAX_COMMENT_CHARS
from annotator.models import Decision, DecisionKind, Project, Role
from annotator.selectors.items.conditions import own_label
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.people import answerer
from annotator.selectors.review.decisions import decision_page, sentence
from annotator.services.review.decide import decide, preview, undo
from annotator.services.review.kinds import Wish

NOTHING_SAID = "Say what the items are like on which you decide."
ON_ITEMS = [
    each.value
    for each in (DecisionKind.ASK_AGAIN, DecisionKind.SET_ASIDE, DecisionKind.PUT_BACK, DecisionKind.OFF_GOLD)
]


class _DecisionIn(Body):
    why = serializers.CharField(required=False, allow_blank=True, max_length=MAX_COMMENT_CHARS)
    expected = serializers.IntegerField(required=False, min_value=0)


class TakeBackIn(_DecisionIn):
    """One person's answers that stand: all, from a time on, on some items. expected: how many items they are on."""

    kind = serializers.ChoiceField([DecisionKind.TAKE_BACK.value])
    person = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    since = DateTimeField(required=False, allow_null=True)
    items = ItemFilterIn(required=False)

    class Meta:
        ref_name = "DecisionTakeBack"


class DecideByIdIn(_DecisionIn):
    """expected: how many there were when somebody looked; nothing is done where there are others by now."""

    kind = serializers.ChoiceField(ON_ITEMS)
    ids = ids_of_items()

    class Meta:
        ref_name = "DecisionById"


class DecideByFilterIn(_DecisionIn):
    kind = serializers.ChoiceField(ON_ITEMS)
    items = ItemFilterIn()

    class Meta:
        ref_name = "DecisionByFilter"


class _SettleIn(_DecisionIn):
    """label: the name of the label that the items have from now on, whatever was answered."""

    kind = serializers.ChoiceField([DecisionKind.SETTLE.value])
    label = FilledField(max_length=MOST_CHARS)  # type: ignore[assignment]  # a field called so


class SettleByIdIn(_SettleIn):
    ids = ids_of_items()

    class Meta:
        ref_name = "DecisionSettleById"


class SettleByFilterIn(_SettleIn):
    items = ItemFilterIn()

    class Meta:
        ref_name = "DecisionSettleByFilter"


class _ToGoldIn(_DecisionIn):
    """label: what is right for all of these items; without it they are those on which it was decided, or whose truth is
    known.
    """

    kind = serializers.ChoiceField([DecisionKind.TO_GOLD.value])
    label = FilledField(max_length=MOST_CHARS, required=False)  # type: ignore[assignment]  # a field called so


class ToGoldByIdIn(_ToGoldIn):
    ids = ids_of_items()

    class Meta:
        ref_name = "DecisionToGoldById"


class ToGoldByFilterIn(_ToGoldIn):
    items = ItemFilterIn()

    class Meta:
        ref_name = "DecisionToGoldByFilter"


DECIDE: Mapping[str, type[Body]] = {"ids": DecideByIdIn, "items": DecideByFilterIn}
SETTLE: Mapping[str, type[Body]] = {"ids": SettleByIdIn, "items": SettleByFilterIn}
TO_GOLD: Mapping[str, type[Body]] = {"ids": ToGoldByIdIn, "items": ToGoldByFilterIn}
DECIDE_IN = PolymorphicProxySerializer(
    component_name="DecisionWrite",
    serializers=[TakeBackIn, *DECIDE.values(), *SETTLE.values(), *TO_GOLD.values()],
    resource_type_field_name=None,
)


class DecideQueryIn(Body):
    dry_run = serializers.BooleanField(default=False, help_text="Only say what it would do.")


class OutcomeOut(serializers.Serializer[Any]):
    """decision: its number; null where nothing was done. items: that are changed. labels, skips: answers on them: those
    that count no more, where answers are taken back. open_again: items that then want an answer and did not.
    paid_labels, money: what was paid for answers that count no more, and stays paid. held: items in people's hands.
    left: there are more than are decided at once; ask again.
    """

    decision = serializers.IntegerField(allow_null=True)
    items = serializers.IntegerField(source="effect.items")
    labels = serializers.IntegerField(source="effect.labels")
    skips = serializers.IntegerField(source="effect.skips")
    open_again = serializers.IntegerField(source="effect.open_again")
    paid_labels = serializers.IntegerField(source="effect.paid_labels")
    money = serializers.DecimalField(14, 4, source="effect.money")
    held = serializers.IntegerField(source="effect.held")
    left = serializers.BooleanField(source="effect.left")
    detail = serializers.CharField(source="effect.detail")

    class Meta:
        ref_name = "DecisionOutcome"


class DecisionOut(serializers.Serializer[Any]):
    """chosen: how the items were chosen; null where by their ids. person: whose answers, as in the list of people.
    label: with which items were settled, or became gold; else empty. by, undone_by: empty where a command did it.
    """

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(DecisionKind.choices)
    sentence = serializers.SerializerMethodField()
    why = serializers.CharField()
    chosen = serializers.DictField(allow_null=True)
    person = serializers.IntegerField(source="person_id", allow_null=True)
    since = serializers.DateTimeField(allow_null=True)
    label = serializers.SerializerMethodField()  # type: ignore[assignment]  # a field called so
    items = serializers.IntegerField()
    labels = serializers.IntegerField()
    skips = serializers.IntegerField()
    by = serializers.SerializerMethodField()
    at = serializers.DateTimeField()
    undone_by = serializers.SerializerMethodField()
    undone_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        ref_name = "Decision"

    def get_sentence(self, row: Decision) -> str:
        return sentence(row)

    def get_label(self, row: Decision) -> str:
        return row.label.name if row.label else ""

    def get_by(self, row: Decision) -> str:
        return row.by.shown_name if row.by else ""

    def get_undone_by(self, row: Decision) -> str:
        return row.undone_by.shown_name if row.undone_by else ""


class DecisionPageOut(PageOut):
    results = DecisionOut(many=True)

    class Meta:
        ref_name = "DecisionPage"


class UndoneOut(serializers.Serializer[Any]):
    """changed: answers that count again, or items that are as before; stayed: those to which something happened
    since.
    """

    changed = serializers.IntegerField()
    stayed = serializers.IntegerField()
    detail = serializers.CharField()

    class Meta:
        ref_name = "DecisionUndone"


class DecisionsView(View):
    schema = Bodies()

    @operation("decisions_list", parameters=[PageIn], responses=DecisionPageOut)
    def get(self, request: Request, project_id: int) -> Response:
        """The newest first, those that were undone among them."""
        project = project_for(request, project_id, Role.MANAGER)
        said = query_of(request, PageIn)
        page = decision_page(project, after=said.get("after"), count=said["count"])
        return Response(DecisionPageOut({"results": page.rows, "next": next_address(request, page.after)}).data)

    @operation(
        "decisions_take",
        parameters=[DecideQueryIn],
        request=DECIDE_IN,
        responses=OutcomeOut,
        examples=[
            OpenApiExample(
                "Somebody's answers",
                value={"kind": "take_back", "person": 7, "since": "2026-11-29T08:00:00Z", "why": "Read too fast."},
                request_only=True,
            ),
            OpenApiExample("A label", value={"kind": "settle", "label": "good", "ids": [4711]}, request_only=True),
            OpenApiExample(
                "Items",
                value={"kind": "set_aside", "items": {"column": ["shop=Bonn"]}, "expected": 3},
                request_only=True,
            ),
        ],
    )
    def post(self, request: Request, project_id: int) -> Response:
        """Settle items with a label, ask for them again, set them aside or put them back, make them gold or end that,
        take back a person's answers; what was paid stays paid.

        With dry_run=true nothing is changed, and the answer says what would be.
        """
        project = project_for(request, project_id, Role.MANAGER)
        dry_run, said = query_of(request, DecideQueryIn)["dry_run"], _read(request)
        wish = _wish(project, said)
        if dry_run:
            return Response(OutcomeOut(preview(project, wish)).data)
        done = decide(project.pk, wish, by=user_of(request), expected=said.get("expected"))
        return Response(OutcomeOut(done).data)


def _read(request: Request) -> dict[str, Any]:
    data = request.data
    kind = data.get("kind") if isinstance(data, dict) else None
    if kind == DecisionKind.TAKE_BACK:
        return body_of(request, TakeBackIn)
    by_kind = {DecisionKind.SETTLE.value: SETTLE, DecisionKind.TO_GOLD.value: TO_GOLD}
    return one_of(request, by_kind.get(str(kind), DECIDE), otherwise=BY_IDS_OR_FILTER)


def _wish(project: Project, said: dict[str, Any]) -> Wish:
    is_of_answers = "person" in said
    return Wish(
        kind=DecisionKind(said["kind"]),
        # Of a person's answers all may be meant; of items somebody has to say which.
        chosen=ItemFilter.of(said.get("items", {})) if is_of_answers else items_of(said, nothing_said=NOTHING_SAID),
        person=answerer(project, said["person"]) if is_of_answers else None,
        since=said.get("since"),
        label=own_label(project, said["label"], attr="label") if "label" in said else None,
        why=said.get("why", ""),
    )


class DecisionUndoView(View):
    @operation("decisions_undo", request=None, responses=UndoneOut)
    def post(self, request: Request, project_id: int, decision_id: int) -> Response:
        """Make it as it was, as far as nothing else has happened since. Reviewers undo what they decided themselves."""
        member, user = membership_for(request, project_id, Role.MANAGER, Role.REVIEWER), user_of(request)
        is_own_only = member.role != Role.MANAGER
        return Response(UndoneOut(undo(project_id, decision_id, by=user, is_own_only=is_own_only)).data)
