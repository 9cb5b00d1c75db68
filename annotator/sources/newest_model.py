"""The model that a project's newest round left, and what it says of rows."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

import selection
from annotator.errors import Conflict
from annotator.models import Project, Round, RoundStatus
from annotator.sources.features import views_for
from annotator.sources.items import source_of
from annotator.sources.states import state_after

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class NewestModel:
    """The proxy of `round`, with what it reads. ready bool[N]: rows that it can be asked about."""

    round: Round
    state: selection.State
    strategy: selection.Strategy
    proxy: Any
    source: selection.ItemSource
    ready: NDArray[np.bool_]

    def probabilities(self, rows: Rows) -> NDArray[np.float32]:
        """float32[R, C] of rows that are ready, by position of the label."""
        return selection.probabilities_of(self.proxy, self.source, rows)


def newest_model(project: Project) -> NewestModel:
    """As it stands after the last finished round. Raises Conflict (no_model, no_features)."""
    round_, state, strategy = newest_state(project)
    try:
        proxy = selection.own_model(state, strategy=strategy)
    except selection.SelectionError as error:
        raise Conflict("no_model", f"The model cannot be read: {error} The next round learns it anew.") from error
    if proxy is None:
        raise nothing_learned()
    views = views_for(project, strategy)
    pool = selection.Pool(source_of(project, strategy), views=views)
    view = views.get(state.choice.name)
    if view is None and strategy.by_view and state.choice.name != selection.OWN:
        detail = "The features that the model looks at are not there yet; they are computed in the background."
        raise Conflict("no_features", f"{detail} Try again soon.")
    ready = view.ready if view is not None else np.ones(project.next_row, dtype=np.bool_)
    return NewestModel(round_, state, strategy, proxy, selection.source_of(pool, state.choice), ready)


def newest_state(project: Project) -> tuple[Round, selection.State, selection.Strategy]:
    """The last finished round, what it left, and the strategy by which it was carried out. Raises Conflict."""
    done = Round.objects.filter(project=project, status=RoundStatus.DONE).exclude(state_file="").last()
    if done is None:
        raise nothing_learned()
    try:
        return done, state_after(done), _strategy(done)
    except (FileNotFoundError, TypeError, selection.SelectionError) as error:
        raise Conflict("no_model", "The newest model cannot be read. The next round learns it anew.") from error


def nothing_learned() -> Conflict:
    """What to say where no round has learned anything."""
    detail = "There is no model yet. It learns in the first round after enough labels have come."
    return Conflict("no_model", detail)


def _strategy(done: Round) -> selection.Strategy:
    """As it was then, with the threads of this machine."""
    return selection.Strategy(**{**done.strategy, "threads": settings.PROXY_THREADS})
