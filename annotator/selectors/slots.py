"""How many answers an item still wants: the one rule from which open slots are derived, as SQL.

Whoever changes answers, leases or overlap writes `Item.open_slots` by it, under the project's lock; nobody adds to what
is stored. For rows called `item` of annotator_item.
"""

from annotator.models import Project


def live_leases(condition: str = "true") -> str:
    """Leases on the item that have not ended, less those of people to whom it was sent back: these take no slot.

    condition: on those that count, called `held`.
    """
    return f"""
(SELECT count(*) FROM annotator_lease held
 WHERE held.item_id = item.id AND held.ended_at IS NULL AND held.source <> 'returned' AND {condition})::integer
"""  # noqa: S608 - composed of our own texts


# What is stored as `Item.answers`: labels that stand.
STANDING_LABELS = """
(SELECT count(*) FROM annotator_annotation a
 WHERE a.item_id = item.id AND a.replaced_at IS NULL AND a.label_id IS NOT NULL)::integer
"""


def wanted(*, overlap: str = "%(overlap)s", answers: str = "item.answers", leases: str = live_leases()) -> str:
    """Overlap less answers less live leases. Below 0 where more was asked before the overlap was lowered.

    An item for which somebody has asked again wants so many labels at least; one that is settled no more than it has. A
    gold item always wants one: everybody is asked once.
    """
    most = f"greatest({overlap}, item.asked_for)"
    asked = f"CASE WHEN item.settled_id IS NULL THEN {most} ELSE least({most}, {answers}) END"
    return f"(CASE WHEN item.role = 'gold' THEN 1 ELSE {asked} - {answers} - {leases} END)"


def open_slots(wanted: str, *, at_least: str = "0") -> str:
    """What is stored: never below 0."""
    return f"greatest({at_least}, {wanted})"


def slots_unheld(project: Project, *, answers: int) -> int:
    """The open slots of an item with so many answers that nobody holds."""
    return max(0, project.overlap - answers)


def slots_untouched(project: Project) -> int:
    """The open slots of an item that nobody has answered or holds."""
    return slots_unheld(project, answers=0)
