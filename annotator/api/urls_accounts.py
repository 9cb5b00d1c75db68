"""Addresses of accounts: invitations, passwords and access tokens."""

from django.urls import path

from annotator.api import invitations, passwords, tokens

urlpatterns = [
    path("tokens", tokens.TokensView.as_view()),
    path("tokens/<int:token_id>", tokens.TokenView.as_view()),
    path("session/password", passwords.OwnPasswordView.as_view()),
    path("session/reset", passwords.ResetView.as_view()),
    path("session/reset/look", passwords.ResetLookView.as_view()),
    path("invitations", invitations.AcceptView.as_view()),
    path("invitations/look", invitations.LookView.as_view()),
    path("invitations/join", invitations.JoinView.as_view()),
    path("projects/<int:project_id>/invitations", invitations.InvitationsView.as_view()),
    path("projects/<int:project_id>/invitations/<int:invitation_id>", invitations.InvitationView.as_view()),
    path("projects/<int:project_id>/people/<int:person_id>/password", passwords.PersonPasswordView.as_view()),
]
