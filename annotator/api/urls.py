"""Every address of the API. tests/annotator/test_strangers.py walks this list."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from annotator.api import deck, health, media, neighbours, overview, own_answers, people, project_log, projects, session
from annotator.api.urls_accounts import urlpatterns as account_urls
from annotator.api.urls_benchmarks import urlpatterns as benchmark_urls
from annotator.api.urls_files import urlpatterns as file_urls
from annotator.api.urls_resources import urlpatterns as resource_urls
from annotator.api.urls_webhooks import urlpatterns as webhook_urls

urlpatterns = [
    path("health", health.HealthView.as_view()),
    path("ready", health.ReadyView.as_view()),
    path("schema", SpectacularAPIView.as_view(), name="schema"),
    path("session", session.SessionView.as_view()),
    path("strategies", projects.StrategiesView.as_view()),
    path("projects", projects.ProjectsView.as_view()),
    path("projects/<int:project_id>", projects.ProjectView.as_view()),
    path("projects/<int:project_id>/labels/preview", projects.LabelsPreviewView.as_view()),
    path("projects/<int:project_id>/overlap/preview", projects.OverlapPreviewView.as_view()),
    path("projects/<int:project_id>/start", projects.ProjectStartView.as_view()),
    path("projects/<int:project_id>/pause", projects.ProjectPauseView.as_view()),
    path("projects/<int:project_id>/overview", overview.OverviewView.as_view()),
    path("projects/<int:project_id>/deck", deck.DeckView.as_view()),
    path("projects/<int:project_id>/alike", neighbours.AlikeView.as_view()),
    path("projects/<int:project_id>/nearest", neighbours.NearestToView.as_view()),
    path("projects/<int:project_id>/map", neighbours.MapView.as_view()),
    path("projects/<int:project_id>/items/<int:item_id>/nearest", neighbours.NearestView.as_view()),
    path("projects/<int:project_id>/own-answers", own_answers.OwnAnswersView.as_view()),
    path("projects/<int:project_id>/log", project_log.ProjectLogView.as_view()),
    path("projects/<int:project_id>/people", people.PeopleView.as_view()),
    path("projects/<int:project_id>/people/<int:person_id>", people.PersonView.as_view()),
    path("projects/<int:project_id>/people/<int:person_id>/let-go-on", people.LetGoOnView.as_view()),
    path("projects/<int:project_id>/cautions", people.CautionsView.as_view()),
    path("media/<int:item_id>", media.MediaView.as_view()),
    *account_urls,
    *benchmark_urls,
    *file_urls,
    *resource_urls,
    *webhook_urls,
]
