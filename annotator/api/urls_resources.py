"""Addresses of what programs read and write page by page."""

from django.urls import path

from annotator.api import answers, decisions, item_detail, items, quality, review, rounds, suggestions, views, work

urlpatterns = [
    path("projects/<int:project_id>/items", items.ItemsView.as_view()),
    path("projects/<int:project_id>/items/count", items.ItemsCountView.as_view()),
    path("projects/<int:project_id>/items/<int:item_id>", item_detail.ItemView.as_view()),
    path("projects/<int:project_id>/views", views.SavedViewsView.as_view()),
    path("projects/<int:project_id>/views/<int:view_id>", views.SavedViewView.as_view()),
    path("projects/<int:project_id>/answers", answers.AnswersView.as_view()),
    path("projects/<int:project_id>/decisions", decisions.DecisionsView.as_view()),
    path("projects/<int:project_id>/decisions/<int:decision_id>/undo", decisions.DecisionUndoView.as_view()),
    path("projects/<int:project_id>/review", review.ReviewView.as_view()),
    path("projects/<int:project_id>/review/items", review.ReviewItemsView.as_view()),
    path("projects/<int:project_id>/review/decisions", review.ReviewDecisionsView.as_view()),
    path("projects/<int:project_id>/suggestions", suggestions.SuggestionsView.as_view()),
    path("projects/<int:project_id>/quality", quality.QualityView.as_view()),
    path("projects/<int:project_id>/people/figures", work.FiguresView.as_view()),
    path("projects/<int:project_id>/people/pay", work.PayView.as_view()),
    path("projects/<int:project_id>/rounds", rounds.RoundsView.as_view()),
]
