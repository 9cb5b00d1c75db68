"""A project's items for programs and for whoever looks through them: chosen, in an order, page by page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from drf_spectacular.utils import OpenApiExample, PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import membership_for, project_for, user_of
from annotator.api.bodies import Body, body_of, one_of
from annotator.api.item_filter import (
    BY_IDS_OR_FILTER,
    MOST_CHARS,
    STANDINGS,
    ItemFilterIn,
    ItemFilterQueryIn,
    ids_of_items,
    items_of,
)
from annotator.api.media import media_url
from annotator.api.queries import PageIn, PageOut, next_address, query_of, without
from annotator.api.schema import Bodies
from annotator.api.view import View, operation
from annotator.errors import Forbidden
from annotator.largest import LARGEST_ID
from annotator.limits import MAX_EXTERNAL_ID_CHARS
from annotator.models import ItemRole, Membership, Role
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.items.pages import page_of
from annotator.selectors.items.rows import ItemRow, rows_of
from annotator.selectors.items.sorts import SORT_NAMES
from annotator.selectors.items.totals import total_of
from annotator.services.imports.from_programs import STATUSES as ROW_STATUSES
from annotator.services.imports.from_programs import RowResult, TextRow, store_texts
from annotator.services.projects.removal import preview_removal, remove_items

MOST_ROWS = 10_000


class OfItemIn(Body):
    """Which item: by its number, or by the id that it came with."""

    item = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    external_id = serializers.CharField(required=False, allow_blank=True, max_length=MOST_CHARS)


class ItemQueryIn(ItemFilterQueryIn, PageIn):
    sort = serializers.ChoiceField(SORT_NAMES, default="row")


class ItemImageOut(serializers.Serializer[Any]):
    url = serializers.SerializerMethodField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()

    class Meta:
        ref_name = "ItemImage"

    def get_url(self, item: Any) -> str:
        return media_url(item.pk)


class VotesOut(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]  # a field called so
    answers = serializers.IntegerField()

    class Meta:
        ref_name = "ItemVotes"


class LikelyOut(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]  # a field called so
    probability = serializers.FloatField()

    class Meta:
        ref_name = "ItemLikely"


class PredictedOut(serializers.Serializer[Any]):
    """What the model of a round made of the item: at most three labels, the likeliest first."""

    round = serializers.IntegerField()
    likeliest = LikelyOut(many=True)

    class Meta:
        ref_name = "ItemPredicted"


class ItemOut(serializers.Serializer[Any]):
    """text, image: one of them, the other is null. label: what was decided on it (is_adjudicated), or its answers
    amount to; null for a tie, and where there is none. share: of its labels that name it, or one side of the tie.
    answers, skips: those that stand; people: who gave them. truth: for managers alone. rank: in the queue; null where
    it is not. predicted: by the last round that kept what its model made of it.
    """

    id = serializers.IntegerField(source="item.pk")
    row = serializers.IntegerField(source="item.row")
    external_id = serializers.CharField(source="item.external_id")
    state = serializers.ChoiceField(STANDINGS)
    role = serializers.ChoiceField(ItemRole.choices, source="item.role")
    text = serializers.SerializerMethodField()
    image = serializers.SerializerMethodField()
    metadata = serializers.DictField(source="item.metadata")
    label = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # a field called so
    is_adjudicated = serializers.BooleanField()
    truth = serializers.SerializerMethodField()
    votes = VotesOut(many=True)
    share = serializers.FloatField(allow_null=True)
    answers = serializers.IntegerField()
    skips = serializers.IntegerField()
    people = serializers.ListField(child=serializers.CharField())
    flagged = serializers.BooleanField()
    commented = serializers.BooleanField()
    leased = serializers.BooleanField()
    rank = serializers.IntegerField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    added_at = serializers.DateTimeField(source="item.created_at")
    predicted = PredictedOut(allow_null=True)

    class Meta:
        ref_name = "Item"

    def get_text(self, row: ItemRow) -> str | None:
        return None if row.item.media else row.item.text

    @extend_schema_field(ItemImageOut(allow_null=True))
    def get_image(self, row: ItemRow) -> Any:
        return ItemImageOut(row.item).data if row.item.media else None

    def get_truth(self, row: ItemRow) -> str | None:
        return row.truth if self.context["role"] == Role.MANAGER else None


class ItemPageOut(PageOut):
    results = ItemOut(many=True)

    class Meta:
        ref_name = "ItemPage"


class ItemIn(Body):
    """metadata: all its other columns, in place of those it has; what is missing stays. truth: the name of a label."""

    text = serializers.CharField(trim_whitespace=False, allow_blank=True)
    external_id = serializers.CharField(default="", allow_blank=True, max_length=MAX_EXTERNAL_ID_CHARS)
    metadata = serializers.DictField(required=False)
    truth = serializers.CharField(default="", allow_blank=True, max_length=MOST_CHARS)

    class Meta:
        ref_name = "ItemWrite"


class ItemsIn(Body):
    items = serializers.ListField(child=ItemIn(), min_length=1, max_length=MOST_ROWS)

    class Meta:
        ref_name = "ItemsWrite"


class RowResultOut(serializers.Serializer[Any]):
    """id: of the item, null where there is none. code, detail: why it was refused; else empty."""

    status = serializers.ChoiceField(ROW_STATUSES)
    id = serializers.IntegerField(allow_null=True)
    code = serializers.CharField(allow_blank=True)
    detail = serializers.CharField(allow_blank=True)

    class Meta:
        ref_name = "RowResult"


class RowResultsOut(serializers.Serializer[Any]):
    """What became of each row, in their order, and how many became what."""

    added = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    refused = serializers.IntegerField()
    results = RowResultOut(many=True)

    class Meta:
        ref_name = "RowResults"


class RemoveIn(Body):
    """expected: how many there were when somebody looked; nothing is removed where there are others by now."""

    expected = serializers.IntegerField(required=False, min_value=0)


class RemoveByIdIn(RemoveIn):
    ids = ids_of_items()

    class Meta:
        ref_name = "ItemsRemoveById"


class RemoveByFilterIn(RemoveIn):
    items = ItemFilterIn()

    class Meta:
        ref_name = "ItemsRemoveByFilter"


REMOVE: dict[str, type[Body]] = {"ids": RemoveByIdIn, "items": RemoveByFilterIn}
REMOVE_IN = PolymorphicProxySerializer(
    component_name="ItemsRemove", serializers=list(REMOVE.values()), resource_type_field_name=None
)


class RemoveQueryIn(Body):
    dry_run = serializers.BooleanField(default=False, help_text="Only say what would go.")


class RemovalOut(serializers.Serializer[Any]):
    """labels, skips: answers that go with the items. paid_labels, money: what was paid for them, and stays paid.

    held: items in people's hands. left: there are more than are removed at once; ask again.
    """

    items = serializers.IntegerField()
    held = serializers.IntegerField()
    suggestions = serializers.IntegerField()
    labels = serializers.IntegerField()
    skips = serializers.IntegerField()
    paid_labels = serializers.IntegerField()
    money = serializers.DecimalField(14, 4)
    left = serializers.BooleanField()
    detail = serializers.CharField()

    class Meta:
        ref_name = "ItemRemoval"


class TotalOut(serializers.Serializer[Any]):
    """is_exact: it was counted; otherwise it is about so many, told by a sample."""

    count = serializers.IntegerField()
    is_exact = serializers.BooleanField()

    class Meta:
        ref_name = "ItemTotal"


def member_of(request: Request, project_id: int) -> Membership:
    """Who may look through all items: annotators see what they are handed."""
    return membership_for(request, project_id, Role.MANAGER, Role.REVIEWER)


def _chosen(member: Membership, said: Mapping[str, Any]) -> ItemFilter:
    """Who may not see truths must not learn them by asking for them either."""
    chosen = ItemFilter.of(said)
    if chosen.truth is not None and member.role != Role.MANAGER:
        raise Forbidden("Items are chosen by their truth by managers alone.")
    return chosen


class ItemsView(View):
    schema = Bodies()

    @operation("items_list", parameters=[ItemQueryIn], responses=ItemPageOut)
    def get(self, request: Request, project_id: int) -> Response:
        """Items for which all that is said holds, page by page; each comes once, whatever is added meanwhile."""
        member = member_of(request, project_id)
        said = query_of(request, ItemQueryIn)
        chosen = _chosen(member, without(said, "sort", "after", "count"))
        page = page_of(member.project, chosen, sort=said["sort"], after=said.get("after"), count=said["count"])
        results = rows_of(member.project, page.ids)
        shown = {"results": results, "next": next_address(request, page.after)}
        return Response(ItemPageOut(shown, context={"role": member.role}).data)

    @operation(
        "items_add",
        request=ItemsIn,
        responses=RowResultsOut,
        examples=[
            OpenApiExample(
                "Two texts",
                value={
                    "items": [
                        {"external_id": "a-17", "text": "Arrived broken.", "metadata": {"shop": "Kiel", "price": 12.5}},
                        {"external_id": "a-18", "text": "Just what I wanted.", "truth": "good"},
                    ]
                },
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, project_id: int) -> Response:
        """Add texts, and say more of those that are there: known by external_id or, without one, by the text.

        A known item never gets another text; nor does one that comes twice in a request.
        """
        project = project_for(request, project_id, Role.MANAGER)
        rows = [TextRow(**each) for each in body_of(request, ItemsIn)["items"]]
        return Response(results_data(store_texts(project.pk, rows)))

    @operation(
        "items_remove",
        parameters=[RemoveQueryIn],
        request=REMOVE_IN,
        responses={200: RemovalOut},
        examples=[
            OpenApiExample("What they are like", value={"items": {"split": "train"}, "expected": 12}, request_only=True)
        ],
    )
    def delete(self, request: Request, project_id: int) -> Response:
        """Remove items for good, with their answers and suggestions; what was paid stays paid.

        With dry_run=true nothing is removed, and the answer says what would go.
        """
        project = project_for(request, project_id, Role.MANAGER)
        dry_run, (chosen, expected) = query_of(request, RemoveQueryIn)["dry_run"], _to_remove(request)
        if dry_run:
            return Response(RemovalOut(preview_removal(project, chosen)).data)
        removed = remove_items(project.pk, chosen, by=user_of(request), expected=expected)
        return Response(RemovalOut(removed).data)


def results_data(results: Sequence[RowResult]) -> Any:
    counts = Counter(each.status for each in results)
    return RowResultsOut({**{name: counts[name] for name in ROW_STATUSES}, "results": results}).data


def _to_remove(request: Request) -> tuple[ItemFilter | list[int], int | None]:
    said = one_of(request, REMOVE, otherwise=BY_IDS_OR_FILTER)
    chosen = items_of(said, nothing_said="Say what the items are like that are to be removed.")
    return chosen, said.get("expected")


class ItemsCountView(View):
    @operation("items_count", parameters=[ItemFilterQueryIn], responses=TotalOut)
    def get(self, request: Request, project_id: int) -> Response:
        """How many items these are; where counting would take long, about how many."""
        member = member_of(request, project_id)
        chosen = _chosen(member, query_of(request, ItemFilterQueryIn))
        return Response(TotalOut(total_of(member.project, chosen)).data)
