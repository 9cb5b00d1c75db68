"""Labelling projects from Python: items and suggestions in, rounds and results out."""

from labelapp_client.client import Client
from labelapp_client.errors import (
    ApiError,
    Conflict,
    Damaged,
    Invalid,
    JobFailed,
    LabelappError,
    NotAllowed,
    NotFound,
    Outdated,
    TooMany,
    Unreachable,
)
from labelapp_client.project import Project
from labelapp_client.sending import Outcome, Refused

__all__ = [
    "ApiError",
    "Client",
    "Conflict",
    "Damaged",
    "Invalid",
    "JobFailed",
    "LabelappError",
    "NotAllowed",
    "NotFound",
    "Outcome",
    "Outdated",
    "Project",
    "Refused",
    "TooMany",
    "Unreachable",
]
