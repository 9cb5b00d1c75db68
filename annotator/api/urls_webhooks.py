"""Addresses of webhooks."""

from django.urls import path

from annotator.api import webhooks

urlpatterns = [
    path("projects/<int:project_id>/webhooks", webhooks.WebhooksView.as_view()),
    path("projects/<int:project_id>/webhooks/<int:webhook_id>", webhooks.WebhookView.as_view()),
    path("projects/<int:project_id>/webhooks/<int:webhook_id>/secret", webhooks.WebhookSecretView.as_view()),
    path("projects/<int:project_id>/webhooks/<int:webhook_id>/test", webhooks.WebhookTestView.as_view()),
    path("projects/<int:project_id>/webhooks/<int:webhook_id>/deliveries", webhooks.DeliveriesView.as_view()),
    path(
        "projects/<int:project_id>/webhooks/<int:webhook_id>/deliveries/<int:delivery_id>",
        webhooks.DeliveryView.as_view(),
    ),
    path(
        "projects/<int:project_id>/webhooks/<int:webhook_id>/deliveries/<int:delivery_id>/redeliver",
        webhooks.RedeliverView.as_view(),
    ),
]
