"""Lines of the log: plain for people, or JSON for programs (LOG_FORMAT=json), each with the name of its request."""

import json
import logging
from datetime import UTC, datetime

from annotator.api import request_id


class WithRequest(logging.Filter):
    """Adds `request_id`, and `request` as the plain format shows it."""

    def filter(self, record: logging.LogRecord) -> bool:
        name = request_id.current.get()
        record.request_id, record.request = name, f" [{name}]" if name else ""
        return True


class JsonFormatter(logging.Formatter):
    """One object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "process": record.process,
        }
        if name := getattr(record, "request_id", ""):
            line["request_id"] = name
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
