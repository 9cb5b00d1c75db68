"""Two runs of the measurements, figure by figure."""

import json
from pathlib import Path

import pytest

from measurements.compare import main, verdict
from measurements.figures import Figure


def speed(value: float, low: float, high: float) -> Figure:
    return Figure("answers", value, "labels/s", low, high, higher_is_better=True)


def wait(value: float) -> Figure:
    return Figure("· p95", value, "ms", value, value)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (speed(100, 90, 110), speed(130, 120, 140), "better"),
        (speed(100, 90, 110), speed(80, 75, 85), "**worse**"),
        (speed(100, 90, 110), speed(80, 70, 91), ""),
        (speed(100, 99, 101), speed(104, 103, 105), ""),
        (wait(20), wait(25), "**worse**"),
        (wait(20), wait(15), "better"),
        (wait(0), wait(0), ""),
    ],
)
def test_a_difference_counts_beyond_the_spread_and_a_twentieth(before: Figure, after: Figure, expected: str) -> None:
    assert verdict(before, after) == expected


def test_a_part_is_compared_with_the_same_part_and_what_is_new_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, figures in {
        "before": [speed(100, 90, 110), wait(20)],
        "after": [speed(130, 120, 140), wait(25), Figure("new", 1.0, "s", 1.0, 1.0)],
    }.items():
        report = {"measurements": {"submissions": {"figures": [figure.as_json() for figure in figures]}}}
        (tmp_path / f"{name}.json").write_text(json.dumps(report))
    main([str(tmp_path / "before.json"), str(tmp_path / "after.json")])
    assert capsys.readouterr().out.splitlines()[2:] == [
        "| answers | 100 labels/s (90 – 110) | 130 labels/s (120 – 140) | 1.3× | better |",
        "| answers: p95 | 20 ms | 25 ms | 0.8× | **worse** |",
    ]
