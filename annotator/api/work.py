"""What each person did in a range of time, and what was paid for it, for managers."""

import re
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for
from annotator.api.bodies import Body
from annotator.api.overview import Money
from annotator.api.projects import EstimateOut
from annotator.api.quality import FigureOut
from annotator.api.queries import query_of
from annotator.api.structs import DateTimeField
from annotator.api.view import View, operation
from annotator.models import Role
from annotator.selectors.work.figures import figures_of
from annotator.selectors.work.pay import PERIODS, pay_sheet
from annotator.selectors.work.span import Span

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Beyond these a day has no midnight in every time zone, or no day after it.
FIRST_YEAR, LAST_YEAR = 1900, 9000


@extend_schema_field({"type": "string"})
class DayOrMomentField(serializers.Field[date | datetime, Any, str, Any]):
    """A day, 2026-03-01, or a moment, 2026-03-01T10:00:00Z; of the years 1900 to 9000."""

    default_error_messages = {"no_day": "A day like 2026-03-01, or a moment like 2026-03-01T10:00:00Z."}

    def to_internal_value(self, data: Any) -> date | datetime:
        try:
            when = date.fromisoformat(data) if DAY.fullmatch(data) else DateTimeField().to_internal_value(data)
        except (ValueError, serializers.ValidationError):
            self.fail("no_day")
        if not FIRST_YEAR <= when.year <= LAST_YEAR:
            self.fail("no_day")
        return when


class SpanIn(Body):
    """From the day or moment `from` on, until the day `to` is over, or just before the moment `to`. Days are those of
    the server's time zone.
    """

    def get_fields(self) -> dict[str, Any]:
        ends = {name: DayOrMomentField(required=False, help_text=DayOrMomentField.__doc__) for name in ("from", "to")}
        return {**super().get_fields(), **ends}


class PayIn(SpanIn):
    """period: by which the rows are summed up; weeks begin on Monday."""

    period = serializers.ChoiceField(PERIODS, default="month")


class SpanOut(serializers.Serializer[Any]):
    """begin, end: of the range, the end is not in it; null where it is open. zone: the server's, in which days begin.
    money: all that the ledger has in the range, in `currency`.
    """

    begin = serializers.DateTimeField(source="span.begin", allow_null=True)
    end = serializers.DateTimeField(source="span.end", allow_null=True)
    zone = serializers.SerializerMethodField()
    currency = serializers.SerializerMethodField()
    money = Money(14, 4)

    def get_zone(self, shown: Any) -> str:
        return timezone.get_current_timezone_name()

    def get_currency(self, shown: Any) -> str:
        currency: str = self.context["currency"]
        return currency


class WhoOut(serializers.Serializer[Any]):
    """id: of the account. role: null for who has left, and for whom a file has brought (from_file: its name)."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    role = serializers.ChoiceField(Role.choices, allow_null=True)
    has_left = serializers.BooleanField()
    from_file = serializers.CharField()

    class Meta:
        ref_name = "WorkPerson"


class SecondsOut(serializers.Serializer[Any]):
    """Of n labels given without a pause: half took from `low` to `high` seconds, and half less than `median`."""

    median = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    n = serializers.IntegerField()

    class Meta:
        ref_name = "WorkSeconds"


class ChangeOut(serializers.Serializer[Any]):
    """A figure in the earlier and the later half of the range: how often they were right (0 to 1), how often others
    agreed with them (0 to 1), or the median of their seconds. is_clear: the 95 % intervals do not overlap.
    """

    what = serializers.ChoiceField(["right", "agreement", "seconds"])
    first = EstimateOut()
    second = EstimateOut()
    is_clear = serializers.BooleanField()

    class Meta:
        ref_name = "WorkChange"


class PersonFiguresOut(serializers.Serializer[Any]):
    """labels, skips: given in the range, that stand; taken_back: by a decision. agreement: how often another person's
    label on the same item is theirs; right: how often they gave the true label on audit and gold items. drift: what
    changed from the earlier to the later half, in words. money: paid for labels, whether they stand or not.
    """

    who = WhoOut()
    labels = serializers.IntegerField()
    skips = serializers.IntegerField()
    taken_back = serializers.IntegerField()
    seconds = SecondsOut(allow_null=True)
    agreement = FigureOut()
    right = FigureOut()
    changes = ChangeOut(many=True)
    drift = serializers.CharField()
    money = Money(14, 4)

    class Meta:
        ref_name = "WorkFigures"


class FiguresOut(SpanOut):
    """middle: where the later half begins, between the first and the last answer in the range; null without answers.
    computing: money that was paid to nobody.
    """

    middle = serializers.DateTimeField(allow_null=True)
    people = PersonFiguresOut(many=True)
    computing = Money(14, 4)

    class Meta:
        ref_name = "Work"


class PayRowOut(serializers.Serializer[Any]):
    """period: the day on which it begins. who: null for computing. labels: paid ones, whether they stand or not; skips:
    that stand, unpaid. price_low, price_high: of a label, the same unless it changed meanwhile; null without labels.
    """

    period = serializers.DateField()
    who = WhoOut(allow_null=True)
    labels = serializers.IntegerField()
    skips = serializers.IntegerField()
    price_low = Money(10, 4, allow_null=True)
    price_high = Money(10, 4, allow_null=True)
    money = Money(14, 4)

    class Meta:
        ref_name = "PayRow"


class PaySheetOut(SpanOut):
    """rows: the newest period first. labels, skips, money: the sums of all rows."""

    rows = PayRowOut(many=True)
    labels = serializers.IntegerField()
    skips = serializers.IntegerField()

    class Meta:
        ref_name = "PaySheet"


class FiguresView(View):
    @operation("people_figures", parameters=[SpanIn], responses=FiguresOut)
    def get(self, request: Request, project_id: int) -> Response:
        """What each person did in a range: how much, how fast, how well, and what was paid for it."""
        project = project_for(request, project_id, Role.MANAGER)
        asked = query_of(request, SpanIn)
        found = figures_of(project, Span.of(asked.get("from"), asked.get("to")))
        return Response(FiguresOut(found, context={"currency": project.currency}).data)


class PayView(View):
    @operation("people_pay", parameters=[PayIn], responses=PaySheetOut)
    def get(self, request: Request, project_id: int) -> Response:
        """What the ledger paid to whom, by period; its sums are those of the ledger in the range."""
        project = project_for(request, project_id, Role.MANAGER)
        asked = query_of(request, PayIn)
        sheet = pay_sheet(project, Span.of(asked.get("from"), asked.get("to")), period=asked["period"])
        return Response(PaySheetOut(sheet, context={"currency": project.currency}).data)
