"""What the tables of CLActive and SVP share: schedule, rounds that are judged, and the models that judge."""

from typing import Any

from selection.papers.claims import svp
from selection.papers.experiment import Measure

PERCENTS = svp.PERCENTS
SEEDS = 3
ASKING_AT_40 = 4
# The papers print 10 to 50 %; at 2 % all arms have the same labels.
ERRORS = (Measure(name="error", rounds=(1, 2, 3, 4, 5)),)

RESNET164: dict[str, Any] = {**svp.RESNET164, "threads": 0}
# The evaluation preset of texts is one for fastText on few texts; what it sets of that is undone.
VDCNN29: dict[str, Any] = {
    "proxy": "vdcnn29",
    "schedule": "segments",
    "segments": "3@0.01 3@0.005 3@0.0025 3@0.00125 3@0.000625",
    "minibatch": 128,
    "weight_decay": 1e-4,
    "min_steps": 0,
    "text_budget": 0,
    "text_min_chars": 0,
    "text_max_chars": 0,
}
