"""A machine that suggests: `python suggest.py PROJECT [SECONDS]`.

It looks at the items that it has not looked at yet, and says which label it would give them; with SECONDS, again and
again. Put any model in the place of `model`. LABELAPP_URL is the address of the server, LABELAPP_TOKEN a token of
somebody who manages the project, for managing.
"""

import os
import sys
import time
from collections.abc import Iterator

from labelapp_client import Client, Project
from labelapp_client.schema_gen import SuggestionWrite

MODEL, VERSION = "words", "1"
WORDS = {"good": {"loved", "great", "works"}, "bad": {"hated", "broken", "late"}}


def model(text: str) -> tuple[str, float]:
    """A label and its probability: the more of its words are in the text, the surer."""
    words = set(text.lower().split())
    weights = {label: 1 + len(words & known) for label, known in WORDS.items()}
    label = max(weights, key=weights.__getitem__)
    return label, weights[label] / sum(weights.values())


def suggestions(project: Project) -> Iterator[SuggestionWrite]:
    for item in project.items(state="unlabelled", not_suggested_by=MODEL):
        label, probability = model(item["text"] or "")
        yield {"item": item["id"], "label": label, "probability": probability}


def main(name: str, every_s: float = 0) -> None:
    """Once, or every so many seconds."""
    project = Client(os.environ["LABELAPP_URL"], os.environ["LABELAPP_TOKEN"]).project(name)
    while True:
        outcome = project.suggest(suggestions(project), model=MODEL, version=VERSION)
        print(f"{outcome.counts['added']} suggestions, {len(outcome.refused)} refused")
        if not every_s:
            return
        time.sleep(every_s)


if __name__ == "__main__":
    main(sys.argv[1], *map(float, sys.argv[2:]))
