"""Why the label radar takes an item's label for an error, in a sentence."""

from collections.abc import Sequence

from annotator.models import Annotation, ItemState, SuspectedItem, ToldBy
from annotator.selectors.items.rows import ItemRow
from annotator.selectors.items.why import percent
from annotator.selectors.words import plural

# So many people are named; more are counted.
MOST_NAMED = 2


def suspicion_of(row: ItemRow, given: Sequence[Annotation]) -> str | None:
    """“Ada said sneaker; the model, which had not seen this answer, says sandal 91 %.” None: it is not suspected, or
    something happened to it since (conditions.py: suspected). given: its answers, with who gave them.
    """
    found = SuspectedItem.objects.filter(item=row.item.pk).select_related("label", "other").first()
    if found is None or not _stands(found, row):
        return None
    who = [each.user.shown_name for each in given if each.replaced_at is None and each.label_id == found.label_id]
    people = " and ".join(who) if len(who) <= MOST_NAMED else plural(len(who), "annotator")
    other = f"{found.other.name} {percent(found.probability)}"
    return f"{people} said {found.label.name}; {_model(found, several=len(who) > 1)} {other}."


def _stands(found: SuspectedItem, row: ItemRow) -> bool:
    item = row.item
    is_as_it_was = item.state == ItemState.OPEN and item.settled_id is None and item.answers == found.answers
    return is_as_it_was and row.label == found.label.name


def _model(found: SuspectedItem, *, several: bool) -> str:
    if found.told_by == ToldBy.BEFORE:
        return "the model, which was asked before anybody answered, said"
    return f"the model, which had not seen {'these answers' if several else 'this answer'}, says"
