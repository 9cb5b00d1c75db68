"""Frozen features of a project: computed in the background, copied where they are, looked at by rounds."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.utils import timezone
from rest_framework.serializers import ChoiceField

import selection
from annotator.api.jobs import JobOut
from annotator.models import BenchmarkPoint, FeatureSet, Item, Job, JobKind, JobState, Label, Project
from annotator.selectors.features import next_to_encode, progress_of
from annotator.selectors.representation import looks_of
from annotator.services.across.delete_project import delete_project
from annotator.services.across.job_kinds import HANDLERS
from annotator.services.across.turns import take_turn
from annotator.services.features.start import start_due
from annotator.services.jobs.lifecycle import cancel_job
from annotator.services.jobs.run import run_job
from annotator.services.projects import projects
from annotator.services.rounds.run import run_due_round
from annotator.sources import features
from tests.annotator.test_pixels import image_project
from tests.cast import add_texts, alice, answer, benchmark_of, bob, deck, text_project

pytestmark = pytest.mark.django_db(transaction=True)

TOKENS, WORDS = selection.ENCODERS["tokens"], selection.ENCODERS["words"]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Encoders that need no network of layers."""
    monkeypatch.setattr(
        selection, "ENCODERS", {name: selection.ENCODERS[name] for name in ("tokens", "words", "shapes")}
    )


def compute() -> Job:
    """What the reconciler and a worker do."""
    job = start_due()
    assert job is not None
    run_job(job.pk, handlers=HANDLERS)
    job.refresh_from_db()
    return job


def rows_of(project: Project) -> dict[str, int]:
    return dict(FeatureSet.objects.filter(project=project).values_list("encoder", "rows"))


def encoded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """By which encoder how many rows are computed from now on."""
    seen = []
    fill = selection.fill

    def counted(wanted: selection.ToFill, name: str, *args: Any, **kwargs: Any) -> Iterator[selection.Filled]:
        seen.append((name, len(wanted.rows_R)))
        return fill(wanted, name, *args, **kwargs)

    monkeypatch.setattr(selection, "fill", counted)
    return seen


def test_features_are_computed_and_the_next_round_looks_at_them() -> None:
    project = text_project(items=40, batch_size=24, start_fraction=1.0)
    run_due_round(project.pk)
    job = compute()
    assert (job.state, job.message) == (
        JobState.DONE,
        "Features of 40 items: tokens 40, words 40. 38 near-duplicates, asked last.",
    )
    assert rows_of(project) == {"tokens": 40, "words": 40}
    leases = deck(project, bob(), want=24).leases
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])
    done = run_due_round(project.pk)
    assert done is not None
    assert done.report["representation"] in ("tokens", "words")
    assert {name for name, _, _ in done.report["judged"]} == {"tokens", "words"}
    assert done.report["judged_labels"] == 24
    looks = looks_of(project, [done])
    assert looks is not None
    assert looks.sentence.startswith(looks.judged[0].title if looks.judged[0].name == looks.name else "")
    assert "in cross-validation" in looks.sentence
    assert looks.sentence.endswith(" With only two labels, which items are asked first makes little difference.")
    Label.objects.create(project=project, name="neither", position=2)
    of_three = looks_of(project, [done])
    assert of_three is not None
    assert "two labels" not in of_three.sentence
    assert start_due() is None


def test_until_a_round_looks_at_features_the_overview_says_how_far_they_are() -> None:
    project = text_project(items=10)
    first = run_due_round(project.pk)
    assert first is not None
    FeatureSet.objects.create(project=project, encoder="tokens", rows=4, changed_at=timezone.now())
    FeatureSet.objects.create(project=project, encoder="words", rows=0, changed_at=timezone.now())
    looks = looks_of(project, [first])
    assert looks is not None
    start = "The model learns from scratch until features are ready."
    assert looks.sentence == f"{start} Features of 4 of 10 items are there."
    FeatureSet.objects.filter(encoder="tokens").update(rows=10)
    project.refresh_from_db()
    looks = looks_of(project, [first])
    assert looks is not None
    assert looks.sentence == f"{start} Features are there; the next round looks at them."


def test_answered_items_come_first() -> None:
    project = text_project(items=30)
    lease = deck(project, bob(), want=1).leases[0]
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id)])
    last = Item.objects.filter(project=project).order_by("draw").last()
    assert last is not None
    Item.objects.filter(pk=last.pk).update(answers=1)
    from annotator.services.features.fill import Fill
    from annotator.services.jobs.progress import Progress

    job = start_due()
    assert job is not None
    fill = Fill.begun(project, TOKENS, progress=Progress(job))
    first = Item.objects.get(project=project, row=fill.wanted()[0])
    assert first.answers == 1
    draws = [Item.objects.get(project=project, row=row).draw for row in fill.wanted()[2:6]]
    assert draws == sorted(draws)


def test_the_same_content_is_computed_once_whatever_project_it_is_in(monkeypatch: pytest.MonkeyPatch) -> None:
    one = text_project(items=20)
    compute()
    other = text_project(name="Again", items=25)
    for item in Item.objects.filter(project=one):
        Item.objects.filter(project=other, row=item.row + 3).update(content_hash=item.content_hash, text=item.text)
    seen = encoded(monkeypatch)
    compute()
    assert ("tokens", 5) in seen
    assert rows_of(other) == {"tokens": 25, "words": 25}
    theirs = features.cache_of(one.pk, TOKENS).read(np.arange(20))[0]
    np.testing.assert_array_equal(features.cache_of(other.pk, TOKENS).read(np.arange(3, 23))[0], theirs)


def test_what_an_import_rewrites_is_computed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    project = text_project(items=20)
    compute()
    before = features.cache_of(project.pk, TOKENS).read(np.array([7, 8]))[0]
    Item.objects.filter(project=project, row=7).update(text="something else entirely", content_hash="f" * 32)
    counts, now = {"updated": 1}, timezone.now()
    Job.objects.create(project=project, kind=JobKind.IMPORT, state=JobState.DONE, counts=counts, finished_at=now)
    seen = encoded(monkeypatch)
    compute()
    assert ("tokens", 1) in seen
    after = features.cache_of(project.pk, TOKENS).read(np.array([7, 8]))[0]
    assert not np.array_equal(after[0], before[0])
    np.testing.assert_array_equal(after[1], before[1])
    assert start_due() is None


def test_damaged_weights_cost_their_own_representation_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = replace(TOKENS, files=tuple(replace(file, sha256="0" * 64) for file in TOKENS.files))
    monkeypatch.setattr(selection, "ENCODERS", {"tokens": damaged, "words": WORDS})
    # The encoder's own process reads the registry anew.
    monkeypatch.setattr(selection, "fill", refused_for("tokens", selection.fill))
    project = text_project(items=40, batch_size=24, start_fraction=1.0)
    run_due_round(project.pk)
    job = compute()
    assert job.message == "Features of 40 items: words 40. 38 near-duplicates, asked last. Not to be had here: tokens."
    told = {each.encoder: each.error for each in progress_of(project)}
    assert told == {"tokens": "The weights of tokens are damaged.", "words": ""}
    leases = deck(project, bob(), want=24).leases
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])
    done = run_due_round(project.pk)
    assert done is not None
    assert done.report["representation"] == "words"
    assert start_due() is None
    later = timezone.now() - timedelta(minutes=11)
    FeatureSet.objects.filter(encoder="tokens").update(changed_at=later)
    assert start_due() is not None


def refused_for(encoder: str, fill: Any) -> Any:
    def refusing(wanted: selection.ToFill, name: str, *args: Any, **kwargs: Any) -> Any:
        if name == encoder:
            raise selection.StrategyError(f"The weights of {name} are damaged.")
        return fill(wanted, name, *args, **kwargs)

    return refusing


def test_one_that_was_cancelled_waits_for_new_items() -> None:
    project = text_project(items=10)
    job = start_due()
    assert job is not None
    assert start_due() is None
    cancel_job(job.pk)
    assert start_due() is None
    add_texts(project, ["one more"])
    assert start_due() is not None


def test_what_is_stored_stays_when_the_job_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    project = text_project(items=30)

    def dies(wanted: selection.ToFill, name: str, contents: Iterator[str], **kwargs: Any) -> Iterator[selection.Filled]:
        marks = None if wanted.marks_R is None else wanted.marks_R[:9]
        yield from fill(selection.ToFill(wanted.cache, wanted.rows_R[:9], marks), name, islice(contents, 9))
        raise KeyboardInterrupt

    fill = selection.fill
    monkeypatch.setattr(selection, "fill", dies)
    job = start_due()
    assert job is not None
    with pytest.raises(KeyboardInterrupt):
        run_job(job.pk, handlers=HANDLERS)
    monkeypatch.setattr(selection, "fill", fill)
    seen = encoded(monkeypatch)
    run_job(job.pk, handlers=HANDLERS)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert ("tokens", 21) in seen
    assert rows_of(project) == {"tokens": 30, "words": 30}


def test_who_has_waited_longest_is_next_and_a_long_turn_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.services.features.job.TURN_S", -1.0)
    one, other = text_project(items=10), text_project(name="Other", items=10)
    first = compute()
    assert first.project == one
    assert "Another project’s turn" in first.message
    waiting = next_to_encode(now=timezone.now())
    assert waiting == other
    while job := start_due():
        run_job(job.pk, handlers=HANDLERS)
    assert rows_of(one) == rows_of(other) == {"tokens": 10, "words": 10}


def test_every_kind_of_job_is_one_that_the_api_speaks_of() -> None:
    kind = JobOut().fields["kind"]
    assert isinstance(kind, ChoiceField)
    assert set(kind.choices) == {*JobKind.values, "round", "benchmark"}


@pytest.mark.parametrize("strategy", ["default", "random"])
def test_strategies_that_look_at_no_representation_cost_nothing(strategy: str) -> None:
    project = text_project(items=10, strategy=strategy)
    assert start_due() is None
    assert looks_of(project, []) is None


def test_words_are_learned_anew_when_there_are_many_more_items() -> None:
    project = text_project(items=10)
    compute()
    known = FeatureSet.objects.get(project=project, encoder="words")
    assert known.learned_rows == 10
    add_texts(project, [f"more {n} words" for n in range(10)])
    compute()
    known.refresh_from_db()
    assert (known.learned_rows, known.rows) == (10, 20)
    add_texts(project, [f"other {n} things" for n in range(20)])
    compute()
    known.refresh_from_db()
    assert (known.learned_rows, known.rows) == (40, 40)


def test_images_come_from_their_stored_files_and_broken_ones_are_passed_over(tmp_path: Path) -> None:
    project = image_project(tmp_path)
    broken = Item.objects.get(project=project, row=2)
    broken.media = "media/nowhere.png"
    broken.save(update_fields=["media"])
    job = compute()
    assert job.message == "Features of 6 items: shapes 6. 3 near-duplicates, asked last."
    assert features.cache_of(project.pk, selection.ENCODERS["shapes"]).filled(6).tolist() == [
        True,
        True,
        False,
        True,
        True,
        True,
    ]
    views = features.views_of(project)
    assert views["shapes"].ready.sum() == 5


@pytest.mark.parametrize("judge", ["own", "fresh"])
def test_a_benchmark_plays_and_judges_what_looks_at_representations(judge: str) -> None:
    project = text_project(items=60)
    compute()
    sizes = {"initial": 20, "query": 8, "test": 12}
    benchmark = benchmark_of(project, strategies=["auto", "random"], seeds=1, judge=judge, **sizes)
    Project.objects.filter(pk=project.pk).update(status="paused")
    while take_turn():
        continue
    assert {run.arm: (run.state, run.error) for run in benchmark.runs.all()} == {
        "auto": ("done", ""),
        "random": ("done", ""),
    }
    points = BenchmarkPoint.objects.filter(run__benchmark=benchmark, run__arm="auto")
    assert all(point.proxy_error is not None for point in points)


def test_the_best_representation_judges_all_strategies_of_a_benchmark(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is ready at the start: no arm's judge is another's, and none changes on the way."""
    project = text_project(items=60)
    compute()
    sizes = {"initial": 20, "query": 8, "rounds": 1, "test": 12}
    benchmark = benchmark_of(project, strategies=["default", "random"], seeds=1, **sizes)
    trained: list[str] = []
    fresh_model = selection.fresh_model

    def noted(strategy: selection.Strategy, *args: Any, **kwargs: Any) -> Any:
        trained.append(strategy.features or strategy.proxy)
        return fresh_model(strategy, *args, **kwargs)

    monkeypatch.setattr(selection, "fresh_model", noted)
    Project.objects.filter(pk=project.pk).update(status="paused")
    while take_turn():
        continue
    benchmark.refresh_from_db()
    assert set(benchmark.frozen["representations"]) == {"tokens", "words"}
    rounds = BenchmarkPoint.objects.filter(run__benchmark=benchmark).count()
    assert rounds == 4
    assert sorted(trained) == sorted(["tokens", "words", "fasttext"] * rounds)


def test_an_arena_sees_representations_once_they_are_complete() -> None:
    project = text_project(items=60)
    compute()
    FeatureSet.objects.filter(encoder="tokens").update(rows=59)
    Project.objects.filter(pk=project.pk).update(status="paused")
    benchmark = benchmark_of(project, strategies=["auto"], seeds=1)
    assert take_turn()
    arena = benchmark.runs.get().arena
    assert arena is not None
    assert set(features.views_of(arena)) == {"words"}


def test_features_go_with_their_project() -> None:
    project = text_project(items=10)
    compute()
    folder = features.fitted_path(project.pk, WORDS).parent
    assert folder.is_dir()
    delete_project(project.pk, confirm_name=project.name, by=alice())
    assert not folder.exists()


def test_lost_files_are_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    project = text_project(items=10)
    compute()
    shutil.rmtree(features.fitted_path(project.pk, WORDS).parent)
    add_texts(project, ["new"])
    seen: Sequence[tuple[str, int]] = encoded(monkeypatch)
    compute()
    assert sorted(seen) == [("tokens", 11), ("words", 11)]
    assert features.views_of(project)["words"].ready.all()


def test_a_manager_pins_a_representation() -> None:
    project = text_project(items=30, batch_size=10, start_fraction=1.0)
    projects.update(project.pk, changes={"advanced": {"features": "tokens"}}, by=alice())
    run_due_round(project.pk)
    compute()
    leases = deck(project, bob(), want=10).leases
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])
    done = run_due_round(project.pk)
    assert done is not None
    assert done.report["representation"] == "tokens"
    project.refresh_from_db()
    looks = looks_of(project, [done])
    assert looks is not None
    assert looks.sentence == "The model looks at: single words, as set by a manager."
