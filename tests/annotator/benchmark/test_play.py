"""A benchmark in the product: through queue, leases, budget and tasks, to the same rows as the headless engine."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

import selection
from annotator.management.base import project_called
from annotator.models import Annotation, Benchmark, BenchmarkRun, Item, Lease, Project, Role, Round
from annotator.selectors.benchmark.items import frozen, offered
from annotator.selectors.counters import differences
from annotator.selectors.jobs import managed_by
from annotator.selectors.strategies import judge_of, strategy_of
from annotator.selectors.turns import line
from annotator.services.across.delete_project import delete_project
from annotator.services.benchmark import arenas
from annotator.services.benchmark.play import play_due
from annotator.services.queue.exchange import expire_everywhere
from annotator.sources import pixels
from selection.benchmark.data import LabelledItems
from selection.benchmark.judges import fresh_classes
from selection.benchmark.play import RunState, beginning, next_round
from selection.benchmark.streams import Stream
from tests.annotator.benchmark.world import ITEMS, ONE, SMALL, by_turns, digits, digits_project, points, until_ended
from tests.asking import browser_of
from tests.cast import alice, answer, benchmark_of, bob, deck, join

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_strategies_and_two_seeds_choose_and_err_as_the_headless_engine_does(
    hinted: list[str],
) -> None:
    project = digits_project(price_per_label="0.5")
    benchmark = benchmark_of(project, **SMALL, seeds=2)
    by_turns(hinted)
    benchmark.refresh_from_db()
    assert (benchmark.state, benchmark.error) == ("done", "")
    stored = points(benchmark)
    for arm in ("default", "random"):
        for seed in range(2):
            mine = [stored[arm, seed, round_] for round_ in range(3)]
            assert [(point.rows, point.error) for point in mine] == headless(benchmark, arm=arm, seed=seed)
            assert [point.labels for point in mine] == [8, 14, 20]
            assert [float(point.money) for point in mine] == [4.0, 7.0, 10.0]
    assert len(stored) == 12


def headless(benchmark: Benchmark, *, arm: str, seed: int) -> list[tuple[list[int], float]]:
    """Rows and error of each round, by `selection.benchmark.play` alone."""
    project, items = benchmark.project, frozen(benchmark)
    images, classes = digits()
    everything = LabelledItems(images, classes, np.arange(ITEMS))
    arena = Project(kind="image", strategy=arm, batch_size=6, advanced={"initial": 8})
    strategy, judge = strategy_of(arena), judge_of(project)
    test = LabelledItems(images[items.test_rows], items.test_labels, items.test_rows)
    locked = np.setdiff1d(np.arange(ITEMS), items.pool_rows(size=90, seed=seed))
    played, records = beginning(everything, n_classes=3, strategy=strategy), []
    for number in range(3):
        played = in_order_of_rows(
            next_round(
                played,
                pool=selection.Pool(everything.source(strategy)),
                answers_N=classes,
                strategy=strategy,
                seed=seed,
                locked_rows=locked,
            )
        )
        labelled = LabelledItems(images[played.rows], classes[played.rows], played.rows)
        said = fresh_classes(judge, labelled, test=test, n_classes=3, seed=[seed, number, Stream.EVALUATION])
        records.append((played.query_rows.tolist(), float(np.mean(said != test.labels))))
    return records


def in_order_of_rows(played: RunState) -> RunState:
    """The product forgets in which order people answered; so must who compares with it."""
    query = np.sort(played.query_rows)
    return replace(played, query_rows=query, rows=np.concatenate([played.rows[: -len(query)], query]))


def test_who_walks_away_holds_nothing_up_and_the_budget_is_kept() -> None:
    people = {"count": 3, "absence": 0.6, "seconds_per_label": 5.0}
    benchmark = benchmark_of(digits_project(), **{**ONE, "rounds": 1, "annotators": people})
    run = benchmark.runs.get()
    play_due(run.benchmark)
    run.refresh_from_db()
    leases = Lease.objects.filter(project=run.arena)
    assert leases.filter(end="expired").exists()
    assert not leases.filter(ended_at__isnull=True).exists()
    spoken = Annotation.objects.filter(project=run.arena)
    # Simulated: later than now, by at least the lease that ran out.
    assert spoken.latest("received_at").received_at > benchmark.created_at + timedelta(minutes=30)
    assert run.arena is not None
    assert spoken.count() == run.arena.labels_spent == 8
    assert expire_everywhere(now=timezone.now() + timedelta(days=9)) == 0
    until_ended(benchmark)
    assert [point.labels for point in points(benchmark).values()] == [8, 14]
    assert points(benchmark)["default", 0, 1].people_s == pytest.approx(14 * 5, rel=0.6)


def test_a_confusion_matrix_says_what_people_take_for_what() -> None:
    twisted = [[0.0, 1.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    people = {"count": 2, "confusion": twisted}
    benchmark = benchmark_of(digits_project(), **{**ONE, "rounds": 1, "annotators": people})
    run = benchmark.runs.get()
    play_due(run.benchmark)
    annotations = Annotation.objects.filter(project__benchmark=benchmark)
    pairs = set(annotations.values_list("item__truth__position", "label__position"))
    assert {(0, 1), (1, 1), (2, 2)} >= pairs
    assert (0, 1) in pairs


def test_noise_hits_the_same_items_whoever_asks() -> None:
    project = digits_project()
    for strategy, count_ in (("clactive", 1), ("random", 3)):
        people = {"count": count_, "noise": 0.5}
        benchmark = benchmark_of(project, **{**ONE, "strategies": [strategy], "rounds": 0, "annotators": people})
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(arenas, "clear", lambda arenas_: None)
            play_due(benchmark)
    first, second = (
        dict(Annotation.objects.filter(project=arena).values_list("item__row", "label__position"))
        for arena in Project.all_with_arenas.filter(benchmark__isnull=False).order_by("pk")
    )
    assert first == second, "both begin with the same items drawn at random, and get the same answers"
    classes = digits()[1]
    assert 0 < sum(classes[row] != label for row, label in first.items()) < 8


def test_what_if_plays_on_the_labels_that_people_gave_and_tests_on_audit_items() -> None:
    project = digits_project(budget_labels=150)
    Project.objects.filter(pk=project.pk).update(status="active")
    Item.objects.filter(project=project, row__gte=40).update(role="audit")
    labels = list(project.labels.all())
    # What people said differs from ground truth: 0 is taken for 1 throughout.
    answered = [labels[1 if label == 0 else label] for label in digits()[1]]
    while leases := deck(project, bob(), want=100).leases:
        deck(project, bob(), answers=[answer(lease.item_id, answered[lease.item.row].pk) for lease in leases])
    assert "110 audit items" in next(offer.detail for offer in offered(project) if offer.source == "labels")
    benchmark = benchmark_of(project, **{**ONE, "source": "labels", "pool": 0, "rounds": 1, "test": 0})
    play_due(benchmark)
    benchmark.refresh_from_db()
    assert (benchmark.frozen["test_items"], benchmark.frozen["pool_items"]) == (110, 40)
    items = frozen(benchmark)
    assert set(items.test_rows.tolist()) == set(range(40, 150))
    assert set(items.labels.tolist()) == {1, 2}
    assert set(Annotation.objects.filter(project__benchmark=benchmark).values_list("label__position", flat=True)) <= {
        1,
        2,
    }
    project.refresh_from_db()
    assert project.labels_spent == 150, "what if costs nothing"


def test_nobody_sees_an_arena(capsys: pytest.CaptureFixture[str]) -> None:
    project = digits_project()
    benchmark = benchmark_of(project, **ONE)
    run = benchmark.runs.get()
    play_due(run.benchmark)
    run.refresh_from_db()
    assert run.arena is not None
    client = browser_of(alice())
    assert [row["name"] for row in client.get("/api/projects").json()] == ["Digits"]
    rows = client.get("/api/jobs").json()
    assert [(row["id"], row["kind"], row["done"], row["total"]) for row in rows] == [
        (f"benchmark-{benchmark.pk}", "benchmark", 1, 3)
    ]
    assert client.get(f"/api/projects/{run.arena.pk}").status_code == 404
    assert {one.project for one in line()} == {project.pk}
    call_command("verify_counters", stdout=(out := StringIO()))
    assert out.getvalue() == "All counters of 1 projects are right.\n"
    assert differences(run.arena) == []
    with pytest.raises(CommandError, match="There is no project called"):
        project_called(run.arena.name)


def test_who_forgets_that_there_are_arenas_meets_none() -> None:
    project = digits_project()
    run = benchmark_of(project, **ONE).runs.get()
    play_due(run.benchmark)
    arena = Project.all_with_arenas.get(benchmark=run.benchmark)
    assert list(Project.objects.all()) == [project]
    assert not Project.objects.filter(pk=arena.pk).update(name="seen")
    assert set(managed_by(alice())) == {project}
    join(arena, alice(), Role.MANAGER)
    assert set(managed_by(alice())) == {project}, "not even for who is made a member"
    # Whoever holds something of an arena finds their way to it.
    assert BenchmarkRun.objects.get(pk=run.pk).arena == arena
    assert {done.project for done in Round.objects.exclude(project=project)} == {arena}
    arena.refresh_from_db()
    arena.save(update_fields=["guidelines"])


def test_a_project_goes_with_its_benchmarks_and_their_arenas() -> None:
    project = digits_project()
    play_due(benchmark_of(project, **ONE))
    assert Project.all_with_arenas.count() == 2
    delete_project(project.pk, confirm_name="Digits")
    assert (Project.all_with_arenas.count(), Benchmark.objects.count(), Round.objects.count()) == (0, 0, 0)


def test_images_that_cannot_be_read_take_no_part() -> None:
    project = digits_project()
    # Its pixels are forgotten, and it has no media to make them from.
    pixels.remove(project.pk)
    kept = np.arange(5, ITEMS)
    pixels.write(project.pk, kept, digits()[0][kept])
    benchmark = benchmark_of(project, **{**ONE, "pool": 0})
    play_due(benchmark)
    assert set(frozen(benchmark).rows.tolist()) == set(kept.tolist())


def test_a_judge_of_its_own_is_the_proxy_and_for_random_order_one_like_it() -> None:
    settings = {**SMALL, "rounds": 1, "seeds": 1, "judge": "own"}
    stored = points(until_ended(benchmark_of(digits_project(), **settings)))
    assert [stored["default", 0, at].error for at in (0, 1)] == [stored["default", 0, at].proxy_error for at in (0, 1)]
    assert stored["random", 0, 1].proxy_error is None
    assert 0 <= stored["random", 0, 1].error <= 1
    estimate = stored["random", 0, 1].audit
    assert estimate is not None
    # 90 in the pool, 14 of them labelled: fewer than the 100 points of an estimate, so all are looked at.
    assert (estimate["n"], estimate["low"], estimate["high"]) == (76, estimate["value"], estimate["value"])


def test_a_pool_may_be_used_up_to_its_last_item() -> None:
    stored = points(until_ended(benchmark_of(digits_project(), **{**ONE, "rounds": 1, "pool": 14})))
    last = stored["default", 0, 1]
    assert (last.labels, last.candidates) == (14, 0)
    assert (last.audit, last.lure) == (None, None), "nothing is open any more"


def test_the_command_plays_without_a_worker_and_writes_a_file(tmp_path: Path) -> None:
    digits_project()
    words = ["run_benchmark", "Digits", "--strategies", "random", "--initial", "8", "--query", "6", "--rounds", "1"]
    call_command(*words, "--seeds", "1", "--out", str(tmp_path / "found.tex"), stdout=(out := StringIO()))
    assert "Random order: error " in out.getvalue()
    assert "Only one strategy was played" in out.getvalue()
    assert "\\bottomrule" in (tmp_path / "found.tex").read_text()
    for wrong in (["--out", "found.xls"], ["--seeds", "0"], ["--noise", "2"], ["--strategies", "none"]):
        with pytest.raises(CommandError):
            call_command(*words[:2], *wrong)
    assert Benchmark.objects.count() == 1
