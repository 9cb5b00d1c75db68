"""The table of a benchmark in LaTeX, as the papers print it; needs the package booktabs."""

from annotator.selectors.benchmark.results import Arm, Spread
from annotator.selectors.benchmark.rows import Findings

_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
        # A line break would end a comment, and what follows would be set.
        "\n": " ",
        "\r": " ",
    }
)
NOTHING = "--"


def escaped(text: str) -> str:
    """Safe to set; a backslash first, so that none of ours is escaped again."""
    return text.translate(_ESCAPED)


def table(findings: Findings) -> str:
    """One line per strategy; errors in per cent with their standard deviation over seeds."""
    target = "" if findings.target_error is None else f" to {100 * findings.target_error:g}\\,\\%"
    heads = [
        "Strategy",
        "Error (\\%)",
        "AUBC (\\%)",
        f"Labels{target}",
        "Speed-up",
        "Against random (points)",
        "Labels of random",
    ]
    lines = [
        *(f"% {escaped(note)}" for note in _notes(findings)),
        "\\begin{tabular}{lrrrrrr}",
        "\\toprule",
        " & ".join(heads) + " \\\\",
        "\\midrule",
        *(" & ".join(_cells(arm)) + " \\\\" for arm in findings.arms),
        "\\bottomrule",
        "\\end{tabular}",
    ]
    return "\n".join(lines) + "\n"


def _notes(findings: Findings) -> list[str]:
    row, test_items = findings.row, findings.test_items or 0
    hardware, digest = findings.hardware or "not known yet", findings.digest or "not begun"
    return [
        row.title,
        f"{row.done} of {row.total} rounds; {row.seeds} seeds; {test_items} test items. {findings.judge_name}.",
        f"Hardware: {hardware}. Items, answers and settings: {digest}.",
        findings.advice.sentence,
    ]


def _cells(arm: Arm) -> list[str]:
    name = escaped(arm.title)
    if arm.row is None:
        return [name, *[NOTHING] * 6]
    reached = arm.row.labels_to_target
    return [
        name,
        _percent(arm.row.error),
        _percent(arm.row.aubc),
        NOTHING if reached is None else f"{reached.mean:.0f}",
        NOTHING if arm.row.speed_up is None else f"{arm.row.speed_up:.1f}$\\times$",
        _difference(arm.row.against_random),
        _factor(arm.row.label_factor),
    ]


def _percent(value: Spread) -> str:
    return f"${100 * value.mean:.2f} \\pm {100 * value.spread:.2f}$"


def _factor(value: Spread | None) -> str:
    if value is None:
        return NOTHING
    if value.low is None or value.high is None:
        return f"{value.mean:.1f}$\\times$"
    return f"{value.mean:.1f}$\\times$ [{value.low:.1f}, {value.high:.1f}]"


def _difference(value: Spread | None) -> str:
    if value is None:
        return NOTHING
    if value.low is None or value.high is None:
        return f"${100 * value.mean:+.2f}$"
    return f"${100 * value.mean:+.2f}$ [${100 * value.low:+.2f}$, ${100 * value.high:+.2f}$]"
