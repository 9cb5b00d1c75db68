"""What a file calls labels: answers, truth or suggestions, of classes that are told apart, mapped and taken back."""

from pathlib import Path
from typing import Any

import pytest

from annotator.errors import Conflict
from annotator.models import Annotation, Suggestion
from annotator.selectors.counters import differences
from annotator.services.imports.choices import Said
from annotator.services.imports.start import import_path
from annotator.services.projects import projects
from annotator.services.projects.labels import WantedLabel
from tests.annotator.imported import table
from tests.annotator.studio import given, started, studio, task
from tests.cast import draft

pytestmark = pytest.mark.django_db


def test_suggestions_of_several_models_stand_side_by_side_and_count_nowhere(tmp_path: Path) -> None:
    project = started()
    said = [("model-a", "good", 0.9), ("model-b", "bad", 12.5)]
    path = studio(tmp_path, task(1, "one", predictions=said))
    job = import_path(project, path)
    stored = Suggestion.objects.order_by("model").values_list("model", "version", "label__name", "probability", "score")
    assert len(stored) == job.counts["suggestions"] == 2
    assert {row[2] for row in stored} == {"good", "bad"}
    assert not Annotation.objects.exists()
    assert project.items.get().truth is None
    again = import_path(project, path)
    assert (again.counts["suggestions"], again.counts["unchanged"]) == (0, 1)
    assert Suggestion.objects.count() == 2
    assert differences(project) == []


@pytest.mark.parametrize(
    ("labels_are", "found"),
    [("answers", (2, 0, 0)), ("truth", (0, 2, 0)), ("suggestions", (0, 0, 2))],
)
def test_labels_are_what_somebody_says_they_are(tmp_path: Path, labels_are: Any, found: tuple[int, int, int]) -> None:
    project = draft()
    path = table(tmp_path, (1, "one", "good"), (2, "two", "bad"))
    job = import_path(project, path, said=Said(labels_are=labels_are))
    assert tuple(job.counts[name] for name in ("answers", "truths", "suggestions")) == found
    assert project.items.exclude(truth=None).count() == found[1]
    assert differences(project) == []


def test_labels_that_look_alike_are_one_class_and_it_is_said(tmp_path: Path) -> None:
    names = ["Good", "good ", "GOOD", "café", "cafe\u0301", "b\u00a0d", "b d", "сlass", "class"]
    project = draft()
    job = import_path(project, table(tmp_path, *((n, f"text {n}", name) for n, name in enumerate(names))))
    assert sorted(project.labels.values_list("name", flat=True)) == sorted(["Good", "café", "b d", "сlass"])
    said = [problem.detail for problem in job.problems.filter(code="labels_alike")]
    assert len(said) == 3
    assert project.items.filter(truth=None).count() == 0


def test_a_letter_is_no_digit_among_classes(tmp_path: Path) -> None:
    names = ["0", "O", "1", "l", "I"]
    project = draft()
    import_path(project, table(tmp_path, *((n, f"text {n}", name) for n, name in enumerate(names))))
    assert sorted(project.labels.values_list("name", flat=True)) == sorted(names)


def test_labels_are_mapped_to_classes_or_left_out(tmp_path: Path) -> None:
    project = draft()
    rows = [(1, "one", "pos"), (2, "two", "neg"), (3, "three", "n/a")]
    said = Said(labels_are="answers", mapping={"pos": "positive", "neg": "negative", "n/a": None})
    import_path(project, table(tmp_path, *rows), said=said)
    assert given(project) == [(0, "reviews.csv", "positive"), (1, "reviews.csv", "negative")]
    assert sorted(project.labels.values_list("name", flat=True)) == ["negative", "positive"]


def test_a_class_that_only_files_have_used_can_be_taken_from_a_draft(tmp_path: Path) -> None:
    project = draft(overlap=2)
    path = studio(tmp_path, task(1, "one", ("ann", "good"), ("ben", "n/a")), task(2, "two", ("ben", "n/a")))
    import_path(project, path)
    kept = [WantedLabel(id=label.pk, name=label.name) for label in project.labels.filter(name="good")]
    projects.update(project.pk, changes={}, labels=kept)
    assert given(project) == [(0, "ann", "good")]
    assert list(project.items.order_by("row").values_list("answers", "open_slots")) == [(1, 1), (0, 2)]
    project.refresh_from_db()
    assert project.labels_waiting == 1
    assert differences(project) == []
    again = import_path(project, path, said=Said(mapping={"n/a": None}))
    assert (again.counts["answers"], again.counts["unchanged"]) == (0, 2)


def test_a_class_with_answers_stays_once_the_project_runs(tmp_path: Path) -> None:
    project = started(labels=("good", "bad", "odd"))
    import_path(project, studio(tmp_path, task(1, "one", ("ann", "good"))))
    kept = [WantedLabel(id=label.pk, name=label.name) for label in project.labels.exclude(name="good")]
    with pytest.raises(Conflict, match="“good” has answers already"):
        projects.update(project.pk, changes={}, labels=kept)
    assert given(project) == [(0, "ann", "good")]
