"""How much people agree, with each other and with the truth: every figure with its interval and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.models import Label, Project, User
from annotator.selectors.quality.figures import Figure, figure
from annotator.selectors.quality.reading import Given, given_in
from annotator.selectors.quality.sentence import quality_sentence
from annotator.sql import one_moment
from annotator.statistics.agreement import MEASURES, agreement, class_agreement, kappa
from annotator.statistics.answers import Answers
from annotator.statistics.confusion import Confusion, confusions
from annotator.statistics.consensus import BELIEFS, TIE, likeliest
from annotator.statistics.dawid_skene import DawidSkene, can_be_told_apart, dawid_skene

# Pairs of people that are shown, those that share most items.
MOST_PAIRS = 50


@dataclass(frozen=True)
class Cell:
    """Items to which the first gave one label and the second, the truth or the model, the other."""

    first: str
    second: str
    items: int


@dataclass(frozen=True)
class Pair:
    """first, second: accounts. same: how often both gave the same label; kappa: Cohen's, beyond chance."""

    first: int
    second: int
    same: Figure
    kappa: Figure
    cells: list[Cell]


@dataclass(frozen=True)
class ClassQuality:
    """agreement: where one person says this label, how often another does; kappa: the same beyond chance."""

    label: str
    agreement: Figure
    kappa: Figure


@dataclass(frozen=True)
class PersonQuality:
    """id: of the account. labels: theirs on items that others answered too. truth: how often they gave the true label
    on audit and gold items, cells: which for which (the true one second). model, model_cells: the same against the
    label that the model thought likeliest, of items of which that is kept: it had not learned their answers.
    dawid_skene: how often they are right by what all others answered; None where it is not estimated.
    """

    id: int
    name: str
    labels: int
    truth: Figure
    cells: list[Cell]
    model: Figure
    model_cells: list[Cell]
    dawid_skene: float | None


@dataclass(frozen=True)
class Weighed:
    """What Dawid and Skene's method, which weighs people by how they err, would say of the items that have two answers
    or more. tied: by the majority; settled: of these, items on which it has a likeliest label. outvoted: items on which
    the majority's label is not its own.
    """

    items: int
    tied: int
    settled: int
    outvoted: int


@dataclass(frozen=True)
class Quality:
    """items: with two answers or more, not set aside. agreement: by the names of MEASURES. pairs: those that share
    most, pairs_in_all: how many share any. weighed: None while it is not known how much people agree. suspected: items
    whose label the newest round takes for an error.
    """

    sentence: str
    items: int
    agreement: dict[str, Figure]
    classes: list[ClassQuality]
    people: list[PersonQuality]
    pairs: list[Pair]
    pairs_in_all: int
    weighed: Weighed | None
    suspected: int


def quality_of(project: Project) -> Quality:
    """Of this moment; what is drawn is drawn by the project's seed, so that nothing jumps while nothing changes."""
    with one_moment():
        given = given_in(project)
    rng = np.random.default_rng(project.seed)
    found = agreement(given.answers, rng=rng)
    overall = {name: figure(found[name], share=found["percent"]) for name in MEASURES}
    skene = _dawid_skene(given.answers) if overall["percent"].value is not None else None
    pairs = confusions(given.answers)
    return Quality(
        sentence=quality_sentence(overall["percent"], overall["krippendorff"]),
        items=overall["percent"].n,
        agreement=overall,
        classes=_classes(given, rng=rng),
        people=_people(given, skene),
        pairs=[_pair(each, given, rng=rng) for each in pairs[:MOST_PAIRS]],
        pairs_in_all=len(pairs),
        weighed=_weighed(given.answers, skene) if skene else None,
        suspected=given.suspected,
    )


def _dawid_skene(answers: Answers) -> DawidSkene | None:
    return dawid_skene(answers) if can_be_told_apart(answers) else None


def _classes(given: Given, *, rng: np.random.Generator) -> list[ClassQuality]:
    return [
        ClassQuality(label.name, figure(each.agreement, share=each.agreement), figure(each.kappa, share=each.agreement))
        for label, each in zip(given.labels, class_agreement(given.answers, rng=rng), strict=True)
    ]


def _pair(confusion: Confusion, given: Given, *, rng: np.random.Generator) -> Pair:
    assert confusion.second is not None
    return Pair(
        first=given.people[confusion.first].pk,
        second=given.people[confusion.second].pk,
        same=figure(confusion.same, share=confusion.same),
        kappa=figure(kappa(confusion, rng=rng), share=confusion.same),
        cells=_cells(confusion, given.labels),
    )


def _people(given: Given, skene: DawidSkene | None) -> list[PersonQuality]:
    answers = given.answers
    labels_P = np.bincount(
        answers.people_A, weights=answers.times_N[answers.items_A], minlength=answers.n_people
    ).astype(int)
    return [
        _person(
            user,
            (given.truths.get(at), given.models.get(at)),
            given.labels,
            labels=int(labels_P[at]),
            right=float(skene.right_P[at]) if skene and labels_P[at] else None,
        )
        for at, user in enumerate(given.people)
    ]


def _person(
    user: User,
    against: tuple[Confusion | None, Confusion | None],
    names: Sequence[Label],
    *,
    labels: int,
    right: float | None,
) -> PersonQuality:
    """against: the truth, and the model."""
    (truth, cells), (model, model_cells) = (_held(each, names) for each in against)
    return PersonQuality(
        id=user.pk,
        name=user.shown_name,
        labels=labels,
        truth=truth,
        cells=cells,
        model=model,
        model_cells=model_cells,
        dawid_skene=right,
    )


def _held(confusion: Confusion | None, names: Sequence[Label]) -> tuple[Figure, list[Cell]]:
    if confusion is None:
        return figure(None, share=None), []
    return figure(confusion.same, share=confusion.same), _cells(confusion, names)


def _cells(confusion: Confusion, labels: Sequence[Label]) -> list[Cell]:
    columns = (confusion.first_C, confusion.second_C, confusion.times_C)
    return [
        Cell(labels[first].name, labels[second].name, items)
        for first, second, items in zip(*(column.tolist() for column in columns), strict=True)
    ]


def _weighed(answers: Answers, skene: DawidSkene) -> Weighed:
    majority_N, weighed_N = likeliest(BELIEFS["majority"](answers)), likeliest(skene.probs_NK)
    tied_N, times_N = majority_N == TIE, answers.times_N
    return Weighed(
        items=int(times_N.sum()),
        tied=int(times_N[tied_N].sum()),
        settled=int(times_N[tied_N & (weighed_N != TIE)].sum()),
        outvoted=int(times_N[~tied_N & (weighed_N != majority_N)].sum()),
    )
