"""Why the label radar takes an item's label for an error, in a sentence."""

from collections.abc import Sequence

from annotator.models import Annotation, Project, SuspectedItem, ToldBy
from annotator.selectors.items.item_filter import ItemFilter
from annotator.selectors.items.why import percent
from annotator.selectors.words import plural

# So many people are named; more are counted.
MOST_NAMED = 2


def suspicion_of(project: Project, item: int, given: Sequence[Annotation]) -> str | None:
    """“Ada said sneaker; the model, which had not seen this answer, says sandal 91 %.” None: it is not suspected, or
    something happened to it since (conditions.py: suspected). given: its answers, with who gave them.
    """
    suspected = ItemFilter(id=(item,), suspected=True).items(project)
    found = SuspectedItem.objects.filter(item__in=suspected).select_related("label", "other").first()
    if found is None:
        return None
    who = [each.user.shown_name for each in given if each.replaced_at is None and each.label_id == found.label_id]
    people = " and ".join(who) if len(who) <= MOST_NAMED else plural(len(who), "annotator")
    other = f"{found.other.name} {percent(found.probability)}"
    return f"{people} said {found.label.name}; {_model(found, several=len(who) > 1)} {other}."


def _model(found: SuspectedItem, *, several: bool) -> str:
    if found.told_by == ToldBy.BEFORE:
        return "the model, which was asked before anybody answered, said"
    return f"the model, which had not seen {'these answers' if several else 'this answer'}, says"
