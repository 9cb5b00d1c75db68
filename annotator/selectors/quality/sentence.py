"""The first line of the page of quality, in plain words."""

from annotator.selectors import words
from annotator.selectors.quality.figures import Figure


def quality_sentence(percent: Figure, alpha: Figure) -> str:
    """How often two people say the same, and how much that is beyond chance; until then, what is missing."""
    if not percent.n:
        return (
            "No item has labels of two people, so nobody can know how much they agree."
            " “Answers per item” in the settings asks several people."
        )
    if percent.value is None or percent.low is None or percent.high is None:
        return (
            f"How much people agree is not known yet: {percent.n:,} of about {words.plural(percent.needed, 'item')}"
            " have labels of two people."
        )
    said = (
        f"Two people who labelled the same item said the same in {100 * percent.low:.1f} to {100 * percent.high:.1f} %"
        f" of cases, most likely {100 * percent.value:.1f} % ({words.plural(percent.n, 'item')})"
    )
    if alpha.value is None or alpha.low is None or alpha.high is None:
        return f"{said}; as all labels are the same, that says nothing beyond chance."
    return (
        f"{said}. Beyond chance that is an alpha of {alpha.value:.2f} ({alpha.low:.2f} to {alpha.high:.2f}):"
        " 0 is chance, 1 is always the same."
    )
