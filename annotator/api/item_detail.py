"""One item, with all that is known of it."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.answers import AnswerOut
from annotator.api.decisions import DecisionOut
from annotator.api.items import ItemOut, PredictedOut, member_of
from annotator.api.previews import SeenFieldOut
from annotator.api.suggestions import SuggestionOut
from annotator.api.view import View, operation
from annotator.errors import NotFound
from annotator.selectors.items.detail import detail_of


class ItemDecisionOut(DecisionOut):
    """A decision on an item. How its items were chosen is left out: truths may be told by it."""

    chosen = None  # type: ignore[assignment]  # a field that is taken out

    class Meta:
        ref_name = "ItemDecision"


class ItemDetailOut(ItemOut):
    """fields: columns that stand beside it. given: all answers, the oldest first, those that were replaced later too.

    why: it was asked, or where it waits, in words. predictions: what the models of rounds made of it, the newest first.
    Kept is what rounds made of the items that they ranked among their first, and of audit items, ten rounds of each: of
    other rounds and items it is not known. suspicion: why the newest round takes its label for an error, in words; null
    where it does not. duplicate_of: the number of the item that is asked instead of it.
    decisions: on it, the newest first, those that were undone among them.
    """

    fields = SeenFieldOut(many=True)  # type: ignore[assignment]  # serializers call theirs so, too
    given = AnswerOut(many=True)
    suggestions = SuggestionOut(many=True)
    predictions = PredictedOut(many=True)
    why = serializers.CharField()
    suspicion = serializers.CharField(allow_null=True)
    duplicate_of = serializers.IntegerField(allow_null=True)
    decisions = ItemDecisionOut(many=True)

    class Meta:
        ref_name = "ItemDetail"


class ItemView(View):
    @operation("item_get", responses=ItemDetailOut)
    def get(self, request: Request, project_id: int, item_id: int) -> Response:
        """An item, its answers with their lineage, and what models say of it."""
        member = member_of(request, project_id)
        detail = detail_of(member.project, item_id)
        if detail is None:
            raise NotFound("This item")
        context: dict[str, Any] = {"role": member.role}
        return Response(ItemDetailOut(detail, context=context).data)
