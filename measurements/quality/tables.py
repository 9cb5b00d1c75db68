"""What measurements/results/quality.json says, as tables for docs/benchmarks.md."""

import json
from pathlib import Path
from typing import Any

QUALITY = "quality.json"
NOT_MEASURED = "–"
# How cleanlab says of its own scores what ours are called.
ISSUES = "find_label_issues, one process"

Row = list[str]


def consensus(results: Path) -> str:
    """Labels that are not the true one, in %; of the references the best, and how much worse ours is."""
    head = [
        "crowd",
        "items",
        "people",
        "answers",
        "majority, ties as errors",
        "Dawid–Skene",
        "best reference",
        "worse by",
    ]
    return _table(head, [_consensus(each) for each in _sets(results, "crowd")])


def with_model(results: Path) -> str:
    """The same with a model as one more annotator, beside cleanlab's."""
    head = ["crowd", "majority, ties as errors", "Dawid–Skene", "the model alone", "CROWDLAB", "cleanlab's CROWDLAB"]
    rows = [
        [
            each["name"],
            *(_percent(each["ours"][name]["wrong"]) for name in ("majority", "dawid_skene")),
            _percent(each["ours"]["crowdlab"]["model_wrong"]),
            _percent(each["ours"]["crowdlab"]["wrong"]),
            _percent(each["theirs"]["CROWDLAB"]["wrong"]),
        ]
        for each in _sets(results, "crowd")
        if "crowdlab" in each["ours"]
    ]
    return _table(head, rows)


def agreement(results: Path) -> str:
    """Ours with the bootstrap's interval, the references' numbers, and the seconds of all four with 1,000 draws."""
    head = ["crowd", "alpha [95 %]", "krippendorff", "ordered", "krippendorff", "Fleiss", "statsmodels", "seconds"]
    rows = []
    for each in _sets(results, "crowd"):
        ours, theirs = each["ours"], each["theirs"]
        alpha = ours["krippendorff"]
        rows.append(
            [
                each["name"],
                f"{alpha['value']:.4f} [{alpha['low']:.3f}, {alpha['high']:.3f}]",
                f"{theirs['krippendorff, nominal']['value']:.4f}",
                f"{ours['krippendorff_ordinal']['value']:.4f}",
                f"{theirs['krippendorff, ordinal']['value']:.4f}",
                f"{ours['fleiss']['value']:.4f}",
                f"{theirs['fleiss']['value']:.4f}" if "fleiss" in theirs else NOT_MEASURED,
                f"{alpha['seconds']:.2g}",
            ]
        )
    return _table(head, rows)


def label_radar(results: Path) -> str:
    """AUROC of the better of two scores beside the best of cleanlab's three, and the time of both sides."""
    head = ["labels", "items", "wrong", "AUROC", "cleanlab's best", "suspected, right", "ms", "cleanlab, ms", "times"]
    return _table(head, [_radar(each) for each in _sets(results, "radar")])


def _consensus(each: dict[str, Any]) -> Row:
    ours, theirs = each["ours"], {name: of for name, of in each["theirs"].items() if "wrong" in of}
    best = min((name for name in theirs if name != "CROWDLAB"), key=lambda name: theirs[name]["wrong"])
    skene = ours["dawid_skene"]["wrong"]
    return [
        each["name"],
        *(f"{each[column]:,}" for column in ("items", "people", "answers")),
        f"{_percent(ours['majority']['wrong'])} ({_percent(ours['majority']['tied'])} tied)",
        _percent(skene),
        f"{_percent(theirs[best]['wrong'])} ({best})",
        f"{100 * (skene - theirs[best]['wrong']):+.2f}",
    ]


def _radar(each: dict[str, Any]) -> Row:
    ours, theirs = each["ours"], each["theirs"]
    best = max(ours.values(), key=lambda of: of["auroc"])
    seconds, issues = ours["margin"]["seconds"], theirs[ISSUES]["seconds"]
    return [
        each["name"],
        f"{each['items']:,}",
        f"{each['wrong']:,}",
        f"{best['auroc']:.4f}",
        f"{max(of['auroc'] for of in theirs.values() if 'auroc' in of):.4f}",
        f"{ours['margin']['suspected']:,.0f}, {ours['margin']['suspected_right']:,.0f}",
        f"{1000 * seconds:.2g}",
        f"{1000 * issues:.3g}",
        f"{issues / seconds:.0f}×",
    ]


def _sets(results: Path, kind: str) -> list[dict[str, Any]]:
    sets = json.loads((results / QUALITY).read_text(encoding="utf-8"))["sets"]
    return [each for name, each in sets.items() if name.startswith(kind)]


def _percent(share: float) -> str:
    return f"{100 * share:.2f}"


def _table(head: Row, rows: list[Row]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])
