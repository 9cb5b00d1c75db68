"""The engine: labelled batch in, ranking out. Knows arrays, torch and fastText; no Django, no database.

This is the package's one door. Importing it is cheap: torch and fastText are imported
with the first proxy that is built.
"""

from selection.errors import (
    BadInput,
    BadState,
    NonFiniteScore,
    RoundStopped,
    SelectionError,
    StrategyError,
    TrainingFailed,
)
from selection.estimates import ErrorEstimates, Estimate, error_estimates
from selection.features import FeatureCache, FeatureRows, feature_files, with_features
from selection.judging import classes_of, fresh_model, own_model
from selection.lure import Risk, lure_risk, lure_weights, mixed_proposal, sequential_draw
from selection.measures import GATE, Agreement, Overlap, agreement, gate, overlap
from selection.presets import IMAGE_PRESETS, PRESETS, TEXT_PRESETS, evaluation_strategy, strategy_for
from selection.results import Ranking, RoundReport, StepResult
from selection.sources import ImageRows, ItemSource, LabelledBatch, Pool, TextRows
from selection.state import Ledger, State
from selection.step import round_rng, step
from selection.stopping import Stop
from selection.strategy import Strategy, strategy_fields, with_overrides

__all__ = [
    "GATE",
    "IMAGE_PRESETS",
    "PRESETS",
    "TEXT_PRESETS",
    "Agreement",
    "BadInput",
    "BadState",
    "ErrorEstimates",
    "Estimate",
    "FeatureCache",
    "FeatureRows",
    "ImageRows",
    "ItemSource",
    "LabelledBatch",
    "Ledger",
    "NonFiniteScore",
    "Overlap",
    "Pool",
    "Ranking",
    "Risk",
    "RoundReport",
    "RoundStopped",
    "SelectionError",
    "State",
    "StepResult",
    "Stop",
    "Strategy",
    "StrategyError",
    "TextRows",
    "TrainingFailed",
    "agreement",
    "classes_of",
    "error_estimates",
    "evaluation_strategy",
    "feature_files",
    "fresh_model",
    "gate",
    "lure_risk",
    "lure_weights",
    "mixed_proposal",
    "overlap",
    "own_model",
    "round_rng",
    "sequential_draw",
    "step",
    "strategy_fields",
    "strategy_for",
    "with_features",
    "with_overrides",
]
