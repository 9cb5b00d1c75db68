"""What the newest model says of items, part by part."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from annotator.models import Project
from annotator.selectors.results import errors_sentence
from annotator.sources.newest_model import NewestModel, newest_model

AT_A_TIME = 4096


@dataclass
class Predicted:
    """What a model says of items, and of how many it could say nothing yet."""

    model: NewestModel
    labels: Sequence[str]
    n_items: int = 0
    n_waiting: int = 0

    @classmethod
    def begun(cls, project: Project) -> "Predicted":
        """By the newest model. Raises Conflict (no_model)."""
        model = newest_model(project)
        by_position = dict(project.labels.values_list("position", "name"))
        return cls(model, [by_position.get(position, "") for position in range(model.state.n_classes)])

    def of(self, rows: Sequence[int]) -> dict[int, list[float]]:
        """row -> probabilities by position of the label; rows that the model cannot be asked about are left out."""
        known = np.array(rows, dtype=np.int64)
        known = known[known < len(self.model.ready)]
        known = known[self.model.ready[known]]
        self.n_items += len(known)
        self.n_waiting += len(rows) - len(known)
        if not len(known):
            return {}
        return dict(zip(known.tolist(), self.model.probabilities(known).tolist(), strict=True))

    def likeliest(self, probabilities: Sequence[float]) -> tuple[str, float]:
        """The label of the highest probability; positions that no label has any more are passed over."""
        named = (position for position, name in enumerate(self.labels) if name)
        best = max(named, key=lambda position: probabilities[position])
        return self.labels[best], probabilities[best]

    def notes(self) -> list[str]:
        """How many of them are probably wrong, and what is missing."""
        notes = [errors_sentence(self.model.round, n_items=self.n_items)] if self.n_items else []
        if self.n_waiting:
            notes.append(f"{self.n_waiting:,} more items wait for their features and are left out.")
        return notes
