"""Tables. They hold constraints and nothing else: rules live in `services`, questions in `selectors`."""

from annotator.models.answers import Annotation, CostEntry, Lease, Submission
from annotator.models.benchmarks import Benchmark, BenchmarkItems, BenchmarkPoint, BenchmarkRun
from annotator.models.items import Item
from annotator.models.jobs import Job, Problem, Upload, WorkerSeen
from annotator.models.people import Membership, Role, User
from annotator.models.projects import Kind, Label, Project
from annotator.models.rounds import QueueEntry, Round

__all__ = [
    "Annotation",
    "Benchmark",
    "BenchmarkItems",
    "BenchmarkPoint",
    "BenchmarkRun",
    "CostEntry",
    "Item",
    "Job",
    "Kind",
    "Label",
    "Lease",
    "Membership",
    "Problem",
    "Project",
    "QueueEntry",
    "Role",
    "Round",
    "Submission",
    "Upload",
    "User",
    "WorkerSeen",
]
