"""Which items, behind “?” and in bodies; what each part means stands in selectors/items/item_filter.py."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from annotator.api.bodies import Body
from annotator.api.fields import FiniteFloatField
from annotator.api.structs import DateTimeField
from annotator.errors import Invalid
from annotator.largest import LARGEST_ID, LARGEST_INTEGER
from annotator.limits import MAX_COLUMN_CONDITIONS, MAX_FILTER_IDS, MAX_ITEMS_AT_ONCE
from annotator.models import ItemRole
from annotator.selectors.items.columns import SAID
from annotator.selectors.items.conditions import GIVEN
from annotator.selectors.items.item_filter import ItemFilter, Standing

STANDINGS = [each.value for each in Standing]
MOST_CHARS = 500


def _words(about: str) -> Any:
    return serializers.CharField(
        required=False, allow_null=True, allow_blank=True, max_length=MOST_CHARS, help_text=about
    )


def _number(about: str, *, most: int = LARGEST_INTEGER) -> Any:
    return serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=most, help_text=about)


def _flag(about: str) -> Any:
    return serializers.BooleanField(required=False, allow_null=True, help_text=about)


def _moment(about: str) -> Any:
    return DateTimeField(required=False, allow_null=True, help_text=about)


def _share(about: str) -> Any:
    return FiniteFloatField(required=False, allow_null=True, min_value=0, max_value=1, help_text=about)


class ItemFilterIn(Body):
    """Which items: those for which all that is said holds; what is empty is not said."""

    id = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID),
        required=False,
        max_length=MAX_FILTER_IDS,
        help_text="Their numbers.",
    )
    state = serializers.ChoiceField(STANDINGS, required=False, allow_null=True)
    # Fields called so: `label` of a serializer is its title.
    label = _words("The name of the label that their answers amount to.")
    set_aside = _flag("They are set aside.")
    role = serializers.ChoiceField(ItemRole.choices, required=False, allow_null=True)
    measures = _flag("They are audit or gold items.")
    split = _words("As their file had it.")
    external_id = _words("The id that they came with.")
    text = _words("Words that all come in the text, the fields or the id, in any case.")
    column = serializers.ListField(
        child=serializers.RegexField(SAID, max_length=MOST_CHARS, trim_whitespace=False),
        required=False,
        max_length=MAX_COLUMN_CONDITIONS,
        help_text="Of the items’ own columns: NAME=VALUE, NAME~PART, NAME>=FROM, NAME<=TO; "
        'a name that holds such signs in quotation marks: "NAME"=VALUE.',
    )
    leased = _flag("Somebody holds them now.")
    person = _number("The number of an account that has answered them.", most=LARGEST_ID)
    given = serializers.ListField(
        child=serializers.RegexField(GIVEN, max_length=MOST_CHARS, trim_whitespace=False),
        required=False,
        max_length=MAX_COLUMN_CONDITIONS,
        help_text="PERSON=LABEL: the number of an account, and the label that it gave them.",
    )
    truth = _words("The name of their true label; of gold items what they are known as. For managers alone.")
    answers = _number("How many labels they have.")
    answers_from = _number("So many labels or more.")
    answers_to = _number("So many labels or fewer.")
    skipped = _flag("Somebody skipped them.")
    skip_reason = _words("Words that all come in the reason of somebody who skipped them.")
    flagged = _flag("Somebody flagged them.")
    commented = _flag("Somebody wrote a comment.")
    disagreeing = _flag("Not all of their labels are the same.")
    adjudicated = _flag("Their label was decided by a manager or reviewer.")
    sampled = _flag("A label of theirs is drawn for review.")
    reviewed = _flag("Somebody has decided on them, and nobody has answered them since.")
    returned = _flag("A reviewer sent them back, and they were answered anew.")
    suggested = _words("The name of a label that a model suggests.")
    suggested_by = _words("A model that has suggested a label.")
    not_suggested_by = _words("A model that has not.")
    predicted = _words("The name of the label that the model thinks likeliest.")
    probability_from = _share("Its probability is so much or more.")
    probability_to = _share("Its probability is so much or less.")
    against_model = _flag("Their label is another one than the model thinks likeliest.")
    suspected = _flag("The newest round takes their label for an error, and nothing happened to it since.")
    round = _number("Whose ranking brought them to somebody.")
    answered_from = _moment("Some answer was given then or later.")
    answered_to = _moment("Some answer was given then or before.")
    added_from = _moment("Added then or later.")
    added_to = _moment("Added then or before.")

    class Meta:
        ref_name = "ItemFilter"


BY_IDS_OR_FILTER = "Name the items either by “ids” or by what they are like, “items”."


def ids_of_items() -> Any:
    """The field `ids` of a body that names items one by one."""
    number = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    return serializers.ListField(child=number, min_length=1, max_length=MAX_ITEMS_AT_ONCE)


def items_of(said: Mapping[str, Any], *, nothing_said: str) -> ItemFilter | list[int]:
    """The items that such a body names, by `ids` or by `items`. Raises Invalid (nothing_said) where these are all."""
    if "ids" in said:
        ids: list[int] = said["ids"]
        return ids
    chosen = ItemFilter.of(said["items"])
    if chosen.is_all:
        raise Invalid("nothing_said", nothing_said, attr="items")
    return chosen


class ItemFilterQueryIn(ItemFilterIn):
    """The same behind “?”, where nothing is null."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.allow_null = False
        return fields
