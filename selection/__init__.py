"""The engine: labelled batch in, ranking out. Knows arrays, torch and fastText; no Django, no database.

This is the package's one door. Importing it is cheap: torch and fastText are imported
with the first proxy that is built.
"""

from selection.choice import Choice, Judged
from selection.errors import (
    BadInput,
    BadState,
    EncoderFailed,
    NonFiniteScore,
    RoundStopped,
    SelectionError,
    StrategyError,
    TrainingFailed,
)
from selection.estimates.error import ErrorEstimates, Estimate, error_estimates
from selection.estimates.lure import Risk, lure_risk, lure_weights, mixed_proposal, sequential_draw
from selection.estimates.rank_agreement import GATE, Overlap, RankAgreement, gate, overlap, rank_agreement
from selection.features.cache import FeatureCache, StoredFeatures, feature_files
from selection.features.combined import combined, with_combinations
from selection.features.duplicates import near_duplicates
from selection.features.encoders.filling import Filled, ToFill, fill
from selection.features.encoders.process import Encoded, encode, encode_one, fit_encoder
from selection.features.encoders.registry import ENCODERS, MOST_LEARNED, Encoder
from selection.features.neighbours import Neighbours, evenly_spread, in_plane, nearest
from selection.features.of_contents import features_of
from selection.features.rows import FeatureRows, with_features
from selection.judging import (
    classes_of,
    fresh_model,
    judging_strategies,
    of_the_best,
    own_model,
    probabilities_of,
)
from selection.left_out import left_out_probabilities, unseen_probabilities
from selection.portable import Portable, model_from, portable
from selection.presets import IMAGE_PRESETS, PRESETS, TEXT_PRESETS, evaluation_strategy, strategy_for
from selection.representation import LEAST_LABELS, source_of
from selection.results import Likeliest, Ranking, RoundReport, StepResult
from selection.sources import ImageRows, Items, ItemSource, LabelledBatch, Pool, TextRows, View, features_at
from selection.state import Ledger, State
from selection.step import round_rng, step
from selection.stopping import Stop
from selection.strategy import AUTO, OWN, REPRESENTATIONS, Strategy, strategy_fields, with_overrides

__all__ = [
    "AUTO",
    "ENCODERS",
    "GATE",
    "IMAGE_PRESETS",
    "LEAST_LABELS",
    "MOST_LEARNED",
    "OWN",
    "PRESETS",
    "REPRESENTATIONS",
    "TEXT_PRESETS",
    "BadInput",
    "BadState",
    "Choice",
    "Encoded",
    "Encoder",
    "EncoderFailed",
    "ErrorEstimates",
    "Estimate",
    "FeatureCache",
    "FeatureRows",
    "Filled",
    "ImageRows",
    "ItemSource",
    "Items",
    "Judged",
    "LabelledBatch",
    "Ledger",
    "Likeliest",
    "Neighbours",
    "NonFiniteScore",
    "Overlap",
    "Pool",
    "Portable",
    "RankAgreement",
    "Ranking",
    "Risk",
    "RoundReport",
    "RoundStopped",
    "SelectionError",
    "State",
    "StepResult",
    "Stop",
    "StoredFeatures",
    "Strategy",
    "StrategyError",
    "TextRows",
    "ToFill",
    "TrainingFailed",
    "View",
    "classes_of",
    "combined",
    "encode",
    "encode_one",
    "error_estimates",
    "evaluation_strategy",
    "evenly_spread",
    "feature_files",
    "features_at",
    "features_of",
    "fill",
    "fit_encoder",
    "fresh_model",
    "gate",
    "in_plane",
    "judging_strategies",
    "left_out_probabilities",
    "lure_risk",
    "lure_weights",
    "mixed_proposal",
    "model_from",
    "near_duplicates",
    "nearest",
    "of_the_best",
    "overlap",
    "own_model",
    "portable",
    "probabilities_of",
    "rank_agreement",
    "round_rng",
    "sequential_draw",
    "source_of",
    "step",
    "strategy_fields",
    "strategy_for",
    "unseen_probabilities",
    "with_combinations",
    "with_features",
    "with_overrides",
]
