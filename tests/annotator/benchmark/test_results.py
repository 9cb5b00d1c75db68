"""What a benchmark says: statistics over paired seeds, advice that admits chance, a plan, and files."""

import csv
import io
import json
from typing import Any

import pytest

from annotator.models import Benchmark, BenchmarkPoint, Project
from annotator.selectors.benchmark import rows as select
from annotator.selectors.benchmark.results import spread_of
from annotator.services.benchmark import play as benchmark_play
from annotator.services.benchmark.latex import escaped
from tests.asking import browser_of
from tests.cast import alice, answer, benchmark_of, benchmark_settings, bob, deck, text_project

pytestmark = pytest.mark.django_db

ERRORS = {"default": 0.10, "random": 0.20, "clactive": 0.19}


def played(
    project: Project, *, wobble: float, seeds: int = 4, arms: tuple[str, ...] = ("default", "random"), **fields: Any
) -> Benchmark:
    """A benchmark that has ended; errors as in ERRORS, give or take `wobble` by seed, halved by the second round."""
    benchmark = benchmark_of(project, strategies=list(arms), seeds=seeds, target_error=0.12, **fields)
    for run in benchmark.runs.all():
        # Paired: what a seed does to all arms; and what it does to this one alone, by turns up and down.
        shift = 0.01 * run.seed + wobble * (-1) ** (run.seed + arms.index(run.arm))
        for at in (0, 1):
            point(run, at, error=(ERRORS[run.arm] + shift) / (1 + at))
        run.state = "done"
        run.save()
    benchmark_play._end_run(run)
    benchmark.refresh_from_db()
    return benchmark


def point(run: Any, at: int, *, error: float, measure_s: float = 3.0) -> None:
    slow = 4.0 if run.arm == "clactive" else 1.0
    seconds = {"update_s": slow, "score_s": 0.5 * slow, "query_s": 0.25 * slow, "other_s": 0.25 * slow}
    estimate = {"value": error + 0.01, "low": error - 0.1, "high": error + 0.1, "n": 100}
    BenchmarkPoint.objects.create(
        run=run, round=at, labels=4 + 4 * at, money=1 + at, people_s=8 + 8 * at, **seconds, measure_s=measure_s,
        candidates=9, sample_steps=90, error=error, proxy_error=None if run.arm == "random" else error + 0.05,
        audit=estimate, lure=estimate, rows=[4 * at, 4 * at + 1],
    )  # fmt: skip


def test_a_clear_difference_is_recommended_and_the_table_says_by_how_much() -> None:
    findings = select.findings(played(text_project(), wobble=0.001))
    assert (findings.advice.strategy, findings.advice.certainty) == ("default", "clear")
    sentence = findings.advice.sentence
    assert sentence.startswith("Take “From scratch”: over the whole budget it errs 7.5 points less than")
    default, random = findings.arms
    assert default.row is not None
    assert random.row is not None
    assert default.row.error.mean == pytest.approx((0.10 + 0.015) / 2)
    assert default.row.aubc.mean == pytest.approx(0.75 * 0.115)
    against = default.row.against_random
    assert against is not None
    assert against.high is not None
    assert against.mean == pytest.approx(-0.05)
    assert against.high < 0
    assert random.row.against_random is None
    # Random order comes to 10.75 per cent with 8 labels, the other between 4 and 8.
    factor = default.row.label_factor
    assert factor is not None
    assert factor.low is not None
    assert factor.mean == pytest.approx(8 / (4 + 4 * (0.115 - 0.1075) / (0.115 - 0.0575)), rel=0.01)
    assert 1 < factor.low <= factor.mean
    assert random.row.label_factor is None
    # From 11.5 down to 5.75 per cent: 12 is met from the start by most seeds; by random order never before the end.
    assert default.row.labels_to_target is not None
    assert default.row.labels_to_target.mean < 8
    assert findings.penalty is not None
    assert findings.penalty.wins == [[0.0, 1.0], [0.0, 0.0]]
    assert findings.row.sentence == sentence


def test_what_may_be_chance_is_called_so() -> None:
    findings = select.findings(played(text_project(), wobble=0.2))
    assert (findings.advice.strategy, findings.advice.certainty) == (None, "noise")
    assert "are within chance" in findings.advice.sentence
    assert findings.penalty is not None
    assert findings.penalty.wins == [[0.0, 0.0], [0.0, 0.0]]


def test_two_that_are_level_and_both_better_than_random_leave_the_cheaper_one() -> None:
    project = text_project()
    ERRORS_NOW = {"default": 0.10, "clactive": 0.0995, "random": 0.20}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"{__name__}.ERRORS", ERRORS_NOW)
        findings = select.findings(played(project, wobble=0.002, arms=("clactive", "default", "random")))
    assert (findings.advice.strategy, findings.advice.certainty) == ("default", "leaning")
    assert "cannot tell it from “CLActive”" in findings.advice.sentence
    speed_ups = [arm.row.speed_up for arm in findings.arms if arm.row]
    assert speed_ups == pytest.approx([1.0, 4.0, 4.0])


def test_a_strategy_that_never_worked_does_not_keep_the_others_from_being_compared() -> None:
    project = text_project()
    benchmark = played(project, wobble=0.001)
    for seed in range(4):
        benchmark.runs.create(arm="full", seed=seed, state="failed", error="no memory")
    benchmark.settings["strategies"].append("full")
    findings = select.findings(benchmark)
    assert (findings.advice.strategy, findings.advice.certainty) == ("default", "clear")
    assert findings.penalty is not None
    assert findings.penalty.names == ["default", "random"]
    assert (findings.arms[2].row, [run.error for run in findings.arms[2].runs]) == (None, ["no memory"] * 4)


@pytest.mark.parametrize(("seeds", "words"), [(1, "1 seed cannot tell"), (2, "2 seeds cannot tell")])
def test_too_few_seeds_recommend_nothing(seeds: int, words: str) -> None:
    findings = select.findings(played(text_project(), wobble=0.0, seeds=seeds))
    assert (findings.advice.strategy, findings.advice.certainty) == (None, "early")
    assert words in findings.advice.sentence


def test_while_it_runs_the_seeds_that_are_there_make_the_curve() -> None:
    benchmark = benchmark_of(text_project(), seeds=3)
    first, second = benchmark.runs.filter(arm="default").order_by("seed")[:2]
    point(first, 0, error=0.3)
    point(first, 1, error=0.1)
    point(second, 0, error=0.4)
    Benchmark.objects.filter(pk=benchmark.pk).update(state="running")
    benchmark.refresh_from_db()
    findings = select.findings(benchmark)
    default, random = findings.arms
    assert [(p.round, p.labels, p.n) for p in default.points] == [(0, 4, 2), (1, 8, 1)]
    assert default.points[0].error.mean == pytest.approx(0.35)
    assert default.points[1].error.low is None
    one_seed, two_seeds = default.points[1].audit, default.points[0].audit
    assert one_seed is not None
    assert two_seeds is not None
    assert (one_seed.low, one_seed.high) == pytest.approx((0.0, 0.2)), "the estimate's own interval"
    assert two_seeds.mean == pytest.approx(0.36)
    assert (two_seeds.low, two_seeds.high) == pytest.approx((0.25, 0.45)), "what one team would see"
    assert default.points[1].machine_s == pytest.approx(4.0)
    assert (random.points, random.row) == ([], None)
    assert findings.row.sentence == "3 of 12 rounds are played."
    assert findings.row.seconds_left is None, "no round of random order was timed yet"
    point(benchmark.runs.filter(arm="random").first(), 0, error=0.4)
    # Rounds took 2 s each and 3 s to measure; 8 are left.
    assert select.row(benchmark).seconds_left == pytest.approx(8 * 5.0)


def test_what_is_left_follows_the_runs_that_are_through() -> None:
    """Rounds that take longer and longer: the last of one seed tells what the next seed has before it."""
    benchmark = benchmark_of(text_project(), seeds=3)
    Benchmark.objects.filter(pk=benchmark.pk).update(state="running")
    benchmark.refresh_from_db()
    for arm in ("default", "random"):
        first, second, _ = benchmark.runs.filter(arm=arm).order_by("seed")
        point(first, 0, error=0.1, measure_s=1.0)
        point(first, 1, error=0.1, measure_s=10.0)
        point(second, 0, error=0.1, measure_s=1.0)
        first.state = "done"
        first.save()
    # Each round took 2 s beside its measuring. Left of each strategy: 12 s of the second seed, 15 s of the third.
    assert select.row(benchmark).seconds_left == pytest.approx(2 * 27.0)


def test_an_interval_is_students() -> None:
    spread = spread_of([0.1, 0.2, 0.3])
    # t with 2 degrees of freedom, 97.5 %: 4.303.
    assert (spread.mean, spread.spread, spread.n) == pytest.approx((0.2, 0.1, 3))
    assert spread.high == pytest.approx(0.2 + 4.3027 * 0.1 / 3**0.5, abs=1e-4)


def sent(method: str, path: str, **kwargs: Any) -> Any:
    client = browser_of(alice())
    return getattr(client, method)(f"/api/{path}", content_type="application/json", **kwargs)


def test_the_files_hold_every_point() -> None:
    benchmark = played(text_project(), wobble=0.001)
    table = sent("get", f"benchmarks/{benchmark.pk}/file?format=csv")
    assert table["Content-Disposition"] == f'attachment; filename="benchmark-{benchmark.pk}.csv"'
    lines = list(csv.DictReader(io.StringIO(table.content.decode())))
    assert len(lines) == 16
    assert (lines[0]["strategy"], lines[0]["seed"], lines[0]["round"], lines[0]["labels"]) == ("default", "0", "0", "4")
    assert float(lines[0]["audit_high"]) == pytest.approx(float(lines[0]["error"]) + 0.1)
    whole = json.loads(sent("get", f"benchmarks/{benchmark.pk}/file?format=json").content)
    assert [p["rows"] for p in whole["points"][:2]] == [[0, 1], [4, 5]]
    assert whole["advice"]["strategy"] == "default"
    assert whole["settings"]["seeds"] == 4
    assert sent("get", f"benchmarks/{benchmark.pk}/file?format=xls").status_code == 400


def test_the_table_in_latex_can_be_set() -> None:
    benchmark = played(text_project(), wobble=0.001, title="50 % off & more_\nstuff")
    text = sent("get", f"benchmarks/{benchmark.pk}/file?format=latex").content.decode()
    lines = text.splitlines()
    assert lines[0] == r"% 50 \% off \& more\_ stuff"
    rows = [line for line in lines if line.endswith(r"\\")]
    assert rows[0].startswith(r"Strategy & Error (\%) & AUBC (\%) & Labels to 12\,\% & Speed-up")
    assert rows[1].startswith(r"From scratch & $5.75 \pm ")
    assert rows[2].endswith(r"& -- \\")
    assert [line.count("&") - line.count(r"\&") for line in rows] == [6, 6, 6]
    for word in (r"\toprule", r"\midrule", r"\bottomrule", r"\begin{tabular}{lrrrrrr}", r"\end{tabular}"):
        assert text.count(word) == 1
    assert escaped(r"a\b_{c}~^") == r"a\textbackslash{}b\_\{c\}\textasciitilde{}\textasciicircum{}"


def test_a_plan_counts_and_knows_no_minutes_before_a_round_was_timed() -> None:
    project = text_project(items=50)
    body = benchmark_settings(seeds=3, rounds=2)
    plan = sent("post", f"projects/{project.pk}/benchmarks/plan", data=json.dumps(body)).json()
    assert {name: plan[name] for name in ("pool", "test", "labels", "runs", "rounds", "minutes")} == {
        "pool": 40, "test": 10, "labels": 12, "runs": 6, "rounds": 18, "minutes": None,
    }  # fmt: skip
    assert "no round of From scratch, Random order was timed here yet" in plan["detail"]
    played(project, wobble=0.0)
    plan = sent("post", f"projects/{project.pk}/benchmarks/plan", data=json.dumps(body)).json()
    # 18 rounds of 2 s with 3 s of measuring each.
    assert plan["minutes"] == pytest.approx(18 * 5 / 60)
    assert "16 rounds that were timed here" in plan["detail"]


def test_a_plan_says_beforehand_when_its_test_items_are_too_few_to_tell() -> None:
    project = text_project(items=130)
    address = f"projects/{project.pk}/benchmarks/plan"
    few = sent("post", address, data=json.dumps(benchmark_settings(test=25))).json()["detail"]
    assert "known to ± 19 points only, so that smaller differences cannot be told" in few
    enough = sent("post", address, data=json.dumps(benchmark_settings(test=93))).json()["detail"]
    assert "These are few" not in enough


@pytest.mark.parametrize(
    ("changed", "attr"),
    [
        ({"strategies": ["default", "default"]}, "strategies"),
        ({"strategies": ["nonsense"]}, "strategies"),
        ({"strategies": ["svp"]}, "strategies"),
        ({"rounds": 40}, "rounds"),
        ({"pool": 41}, "pool"),
        ({"test": 50}, "test"),
        ({"source": "labels"}, "source"),
        ({"annotators": {"confusion": [[1.0, 0.0]]}}, "annotators.confusion"),
        ({"annotators": {"confusion": [[1.0, 0.0], [0.5, 0.4]]}}, "annotators.confusion"),
        ({"annotators": {"absence": 1.0}}, "annotators.absence"),
        ({"seeds": 21}, "seeds"),
    ],
)
def test_what_cannot_be_played_is_refused_with_the_field(changed: dict[str, Any], attr: str) -> None:
    project = text_project(items=50)
    body = json.dumps(benchmark_settings(**changed))
    for path in (f"projects/{project.pk}/benchmarks", f"projects/{project.pk}/benchmarks/plan"):
        response = sent("post", path, data=body)
        assert (response.status_code, response.json()["errors"][0]["attr"]) == (400, attr)
    assert not Benchmark.objects.exists()


def test_the_list_says_what_can_be_played_on(django_assert_max_num_queries: Any) -> None:
    project = text_project(items=30)
    leases = deck(project, bob(), want=25).leases
    deck(project, bob(), answers=[answer(lease.item_id, lease.item.truth_id) for lease in leases])
    for _ in range(3):
        played(project, wobble=0.0, seeds=2)
    client = browser_of(alice())
    with django_assert_max_num_queries(8):
        listed = client.get(f"/api/projects/{project.pk}/benchmarks").json()
    assert [(source["source"], source["items"], source["usable"]) for source in listed["sources"]] == [
        ("truth", 30, True),
        ("labels", 25, True),
    ]
    assert "a random fifth of the labelled items is used instead" in listed["sources"][1]["detail"]
    assert [(row["state"], row["done"], row["total"], row["can_cancel"]) for row in listed["benchmarks"]] == [
        ("done", 8, 8, False)
    ] * 3


def test_a_project_without_known_labels_says_what_to_do() -> None:
    project = text_project(items=30)
    project.items.update(truth=None)
    sources = sent("get", f"projects/{project.pk}/benchmarks").json()["sources"]
    assert [source["usable"] for source in sources] == [False, False]
    assert sources[0]["detail"].startswith("No item carries ground truth. Import items with")
    assert sources[1]["detail"] == "Nobody has answered yet."
