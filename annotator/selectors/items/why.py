"""Why an item was asked, or where it waits, as a sentence or two: from what is stored alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.models import Item, ItemRole, ItemState, Lease, LeaseSource, QueueEntry, Round
from annotator.selectors.items.rows import Likely, Predicted

# Two labels so close to each other, and the model is torn between them; so likely, and it is nearly sure.
TORN_WITHIN = 0.1
NEARLY_SURE = 0.9

# Of what no ranking chose.
_SAID = {
    LeaseSource.RANDOM: "The ranking had nothing left: it was drawn at random.",
    LeaseSource.AUDIT: "It is an audit item: drawn at random, blind to the model.",
    LeaseSource.GOLD: "It is a gold item: its label is known, and everybody is asked.",
    LeaseSource.SECOND: "Others had begun it, and it wanted another answer.",
    LeaseSource.RETURNED: "A reviewer sent it to somebody, with a note.",
    LeaseSource.API: "Nobody asked for it: a program answered it of its own accord.",
}


@dataclass(frozen=True)
class Facts:
    """lease: by which its first answer came or, without one, by which somebody holds it. predicted: by all rounds that
    are kept. has_answers: some stand, however they came.
    """

    item: Item
    lease: Lease | None
    entry: QueueEntry | None
    predicted: Sequence[Predicted]
    has_answers: bool


def why(facts: Facts) -> str:
    """In plain words."""
    if facts.lease is not None:
        return _why_asked(facts, facts.lease)
    if facts.has_answers:
        return "Nobody asked for it: its answers came with a file."
    return _where_it_waits(facts)


def _why_asked(facts: Facts, lease: Lease) -> str:
    if lease.source == LeaseSource.ALIKE:
        return f"A manager asked for more items like others, and it is like them ({lease.score:.2f})."
    if lease.source != LeaseSource.RANKING:
        return _SAID[LeaseSource(lease.source)]
    if lease.round is None:
        return "A ranking chose it whose round is gone."
    return f"{_ranked('asked for it', lease.round, lease)} {_made_of_it(lease.round, facts.predicted)}"


def _where_it_waits(facts: Facts) -> str:
    item, entry = facts.item, facts.entry
    if item.state != ItemState.OPEN:
        return "It is set aside: nobody is asked."
    if entry is not None and entry.round is not None:
        return f"{_ranked('put it', entry.round, entry)} {_made_of_it(entry.round, facts.predicted)}"
    if entry is not None:
        return f"It comes next: a manager asked for more items like others, and it is like them ({entry.score:.2f})."
    if item.role != ItemRole.POOL:
        return "It measures: when it comes is drawn at random, blind to the model."
    if item.duplicate_of is not None:
        return "It is nearly the same as another item, and comes when nothing else is left."
    return "It waits in the pool: it is not among the first of the newest ranking."


def _ranked(did: str, round_: Round, place: Lease | QueueEntry) -> str:
    said = f"Round {round_.number} {did} at rank {place.rank:,} with a score of {place.score:.2f}"
    chance = place.probability
    # What was sure to be among the candidates tells nothing.
    return f"{said}." if chance is None or chance >= 1 else f"{said}; its chance was {percent(chance)}."


def _made_of_it(round_: Round, predicted: Sequence[Predicted]) -> str:
    said = next((each.likeliest for each in predicted if each.round == round_.number and each.likeliest), None)
    if said is not None:
        return f"The model was {opinion(said)}."
    if round_.labels_total == 0:
        return "Nothing had been learned yet."
    return "What the model made of it then was not kept."


def opinion(likeliest: Sequence[Likely]) -> str:
    """“torn between shirt 41 % and t-shirt 39 %”. likeliest: one at least."""
    first, *others = likeliest
    if others and first.probability - others[0].probability <= TORN_WITHIN:
        return f"torn between {_likely(first)} and {_likely(others[0])}"
    if first.probability >= NEARLY_SURE or not others:
        return f"nearly sure of {_likely(first)}"
    return f"for {_likely(first)} rather than {_likely(others[0])}"


def _likely(each: Likely) -> str:
    return f"{each.label} {percent(each.probability)}"


def percent(share: float) -> str:
    """Whole from 1 % up."""
    return f"{100 * share:.0f} %" if share >= 0.01 else f"{100 * share:.2g} %"
