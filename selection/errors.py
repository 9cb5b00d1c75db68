"""What can go wrong in the engine.

    SelectionError
    ├── StrategyError      a configuration that is unknown or contradicts itself
    ├── BadInput           rows, labels or items that do not fit the state or the source
    ├── BadState           bytes that are not a state, are damaged, or come from a newer version
    ├── NonFiniteScore     a model or an acquisition function gave NaN or infinity
    ├── EncoderFailed      the process of an encoder died
    ├── TrainingFailed     a proxy could not be trained, whatever the learning rate
    └── RoundStopped       `should_stop` said so; nothing was changed

`str(error)` is one plain sentence that may be shown to a user.
An empty pool is not an error: it gives an empty ranking.
"""


class SelectionError(Exception):
    """Root of everything the engine raises on purpose."""


class StrategyError(SelectionError):
    """The strategy is unknown, has an unknown field, or contradicts itself."""


class BadInput(SelectionError):
    """Rows, labels or items that do not fit the state or the source."""


class BadState(SelectionError):
    """These bytes are not a state that this version can read."""


class NonFiniteScore(SelectionError):
    """NaN or infinity where a score was due; it must never become "interesting"."""


class EncoderFailed(SelectionError):
    """The process that computes features ended without an answer."""


class TrainingFailed(SelectionError):
    """No learning rate led to a usable model."""


class RoundStopped(SelectionError):
    """The caller asked the round to stop; the old state is still the valid one."""
