"""Webhooks of a project, and what they were told; for managers."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import project_for, user_of
from annotator.api.bodies import Body, body_of
from annotator.api.fields import FilledField, number_in_query, number_parameter
from annotator.api.view import View, operation
from annotator.limits import MAX_URL_CHARS
from annotator.models import CHOSEN_EVENTS, DeliveryState, Project, Role, Webhook, WebhookDelivery, WebhookEvent
from annotator.selectors import webhooks as select
from annotator.services.webhooks import webhooks as service

CHOICES = [(event.value, event.label) for event in CHOSEN_EVENTS]


class DeliveryOut(serializers.ModelSerializer[WebhookDelivery]):
    """One thing that a webhook is told. message: what its receiver knows it by (`webhook-id`).

    next_attempt: while it waits. status, error, seconds: of the last attempt; status is null where no answer came.
    """

    message = serializers.CharField()
    event = serializers.ChoiceField(WebhookEvent.choices)
    state = serializers.ChoiceField(DeliveryState.choices)
    next_attempt = serializers.SerializerMethodField()

    class Meta:
        ref_name = "WebhookDelivery"
        model = WebhookDelivery
        fields = [
            *("id", "message", "event", "state", "attempts", "next_attempt", "created_at", "ended_at"),
            *("status", "error", "seconds"),
        ]
        read_only_fields = fields

    def get_next_attempt(self, delivery: WebhookDelivery) -> str | None:
        if delivery.state != DeliveryState.WAITING:
            return None
        return str(serializers.DateTimeField().to_representation(delivery.next_attempt))


class DeliveryWholeOut(DeliveryOut):
    payload = serializers.DictField()

    class Meta(DeliveryOut.Meta):
        ref_name = "WebhookDeliveryWhole"
        fields = [*DeliveryOut.Meta.fields, "payload"]
        read_only_fields = fields


class DeliveryPageOut(serializers.Serializer[Any]):
    deliveries = DeliveryOut(many=True)
    next = serializers.IntegerField(allow_null=True)

    class Meta:
        ref_name = "WebhookDeliveryPage"


class WebhookOut(serializers.Serializer[Any]):
    """failures: attempts in a row that failed, since failing_since. waiting: deliveries that are not sent yet.

    last: the newest that has ended.
    """

    id = serializers.IntegerField(source="webhook.id")
    url = serializers.CharField(source="webhook.url")
    events = serializers.ListField(child=serializers.ChoiceField(CHOICES), source="webhook.events")
    active = serializers.BooleanField(source="webhook.active")
    created_by = serializers.CharField(source="webhook.created_by.username", allow_null=True)
    created_at = serializers.DateTimeField(source="webhook.created_at")
    failures = serializers.IntegerField(source="webhook.failures")
    failing_since = serializers.DateTimeField(source="webhook.failing_since", allow_null=True)
    waiting = serializers.IntegerField()
    last = DeliveryOut(allow_null=True)

    class Meta:
        ref_name = "Webhook"


class WebhookWithSecretOut(WebhookOut):
    """secret: shown this once."""

    secret = serializers.CharField(source="webhook.secret")

    class Meta(WebhookOut.Meta):
        ref_name = "WebhookWithSecret"


class EventsField(serializers.ListField):
    """What a webhook is told: one event at least."""

    def __init__(self, **options: Any) -> None:
        child = serializers.ChoiceField(CHOICES)
        super().__init__(child=child, min_length=1, max_length=len(CHOICES), **options)


class WebhookIn(Body):
    url = FilledField(max_length=MAX_URL_CHARS)
    events = EventsField()

    class Meta:
        ref_name = "WebhookCreate"


class WebhookChangeIn(Body):
    """What is left out stays."""

    url = FilledField(max_length=MAX_URL_CHARS, required=False)
    events = EventsField(required=False)
    active = serializers.BooleanField(required=False)

    class Meta:
        ref_name = "WebhookWrite"


def _webhook_for(request: Request, project_id: int, webhook_id: int) -> Webhook:
    return select.webhook_of(_project_for(request, project_id), webhook_id)


def _project_for(request: Request, project_id: int) -> Project:
    return project_for(request, project_id, Role.MANAGER)


class WebhooksView(View):
    @extend_schema(operation_id="webhooks_list", responses=WebhookOut(many=True))
    def get(self, request: Request, project_id: int) -> Response:
        return Response(WebhookOut(select.rows(_project_for(request, project_id)), many=True).data)

    @extend_schema(operation_id="webhooks_add", request=WebhookIn, responses={201: WebhookWithSecretOut})
    def post(self, request: Request, project_id: int) -> Response:
        """The secret with which deliveries are signed is in the answer, and nowhere else."""
        project = _project_for(request, project_id)
        webhook = service.add(project, by=user_of(request), **body_of(request, WebhookIn))
        return Response(WebhookWithSecretOut(select.row_of(webhook)).data, status=status.HTTP_201_CREATED)


class WebhookView(View):
    @extend_schema(operation_id="webhook_change", request=WebhookChangeIn, responses=WebhookOut)
    def patch(self, request: Request, project_id: int, webhook_id: int) -> Response:
        project = _project_for(request, project_id)
        body = body_of(request, WebhookChangeIn)
        webhook = service.change(project, webhook_id, by=user_of(request), **body)
        return Response(WebhookOut(select.row_of(webhook)).data)

    @extend_schema(operation_id="webhook_remove", responses={204: None})
    def delete(self, request: Request, project_id: int, webhook_id: int) -> Response:
        service.remove(_project_for(request, project_id), webhook_id, by=user_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class WebhookSecretView(View):
    @extend_schema(operation_id="webhook_secret", request=None, responses=WebhookWithSecretOut)
    def post(self, request: Request, project_id: int, webhook_id: int) -> Response:
        """Draw a new secret; the old one signs nothing any more."""
        webhook = service.renew_secret(_project_for(request, project_id), webhook_id, by=user_of(request))
        return Response(WebhookWithSecretOut(select.row_of(webhook)).data)


class WebhookTestView(View):
    @extend_schema(operation_id="webhook_test", request=None, responses=DeliveryWholeOut)
    def post(self, request: Request, project_id: int, webhook_id: int) -> Response:
        """Send a ping now, also where the webhook is off; the answer says what came of it."""
        return Response(DeliveryWholeOut(service.ping(_project_for(request, project_id), webhook_id)).data)


class DeliveriesView(View):
    @operation("webhook_deliveries", parameters=[number_parameter("before")], responses=DeliveryPageOut)
    def get(self, request: Request, project_id: int, webhook_id: int) -> Response:
        """The newest deliveries first; `next`, sent as `before`, reads on."""
        webhook = _webhook_for(request, project_id, webhook_id)
        before = number_in_query(request, "before", "Name the delivery by its number.")
        return Response(DeliveryPageOut(select.deliveries_of(webhook, before=before)).data)


class DeliveryView(View):
    @extend_schema(operation_id="webhook_delivery", responses=DeliveryWholeOut)
    def get(self, request: Request, project_id: int, webhook_id: int, delivery_id: int) -> Response:
        delivery = select.delivery_of(_webhook_for(request, project_id, webhook_id), delivery_id)
        return Response(DeliveryWholeOut(delivery).data)


class RedeliverView(View):
    @extend_schema(operation_id="webhook_redeliver", request=None, responses={201: DeliveryWholeOut})
    def post(self, request: Request, project_id: int, webhook_id: int, delivery_id: int) -> Response:
        """Send once more what has ended, with the same `webhook-id`."""
        delivery = service.send_again(_project_for(request, project_id), webhook_id, delivery_id)
        return Response(DeliveryWholeOut(delivery).data, status=status.HTTP_201_CREATED)
