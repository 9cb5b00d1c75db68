"""Tables. They hold constraints and nothing else: rules live in `services`, questions in `selectors`."""

from annotator.models.answers import Annotation, CostEntry, CostKind, Lease, LeaseEnd, LeaseSource, Origin, Submission
from annotator.models.benchmarks import Benchmark, BenchmarkItems, BenchmarkPoint, BenchmarkRun, BenchmarkSource
from annotator.models.cautions import Caution, CautionReason, Stage
from annotator.models.features import FeatureSet
from annotator.models.items import Item, ItemRole, ItemState
from annotator.models.jobs import UNFINISHED, Job, JobKind, JobState, Problem, Upload, WorkerSeen
from annotator.models.log import LogEntry, LogKind
from annotator.models.people import Invitation, Membership, Role, User
from annotator.models.projects import Kind, Label, Project, ProjectStatus
from annotator.models.review import REVIEWING, Decided, Decision, DecisionKind, SentBack
from annotator.models.rounds import (
    AuditMarks,
    ItemPrediction,
    QueueEntry,
    Round,
    RoundStatus,
    SuspectedItem,
    ToldBy,
    Turn,
)
from annotator.models.suggestions import Suggestion
from annotator.models.tallies import AnswerTally, ItemTally
from annotator.models.tokens import AccessToken, Scope, TokenPace
from annotator.models.views import SavedView
from annotator.models.webhooks import CHOSEN_EVENTS, DeliveryState, Webhook, WebhookDelivery, WebhookEvent

__all__ = [
    "CHOSEN_EVENTS",
    "REVIEWING",
    "UNFINISHED",
    "AccessToken",
    "Annotation",
    "AnswerTally",
    "AuditMarks",
    "Benchmark",
    "BenchmarkItems",
    "BenchmarkPoint",
    "BenchmarkRun",
    "BenchmarkSource",
    "Caution",
    "CautionReason",
    "CostEntry",
    "CostKind",
    "Decided",
    "Decision",
    "DecisionKind",
    "DeliveryState",
    "FeatureSet",
    "Invitation",
    "Item",
    "ItemPrediction",
    "ItemRole",
    "ItemState",
    "ItemTally",
    "Job",
    "JobKind",
    "JobState",
    "Kind",
    "Label",
    "Lease",
    "LeaseEnd",
    "LeaseSource",
    "LogEntry",
    "LogKind",
    "Membership",
    "Origin",
    "Problem",
    "Project",
    "ProjectStatus",
    "QueueEntry",
    "Role",
    "Round",
    "RoundStatus",
    "SavedView",
    "Scope",
    "SentBack",
    "Stage",
    "Submission",
    "Suggestion",
    "SuspectedItem",
    "TokenPace",
    "ToldBy",
    "Turn",
    "Upload",
    "User",
    "Webhook",
    "WebhookDelivery",
    "WebhookEvent",
    "WorkerSeen",
]
