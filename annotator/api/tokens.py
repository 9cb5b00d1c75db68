"""Access tokens of whoever is signed in. No token makes, shows or ends tokens."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotator.api.access import user_of
from annotator.api.bodies import Body, body_of
from annotator.api.fields import FilledField
from annotator.api.view import NO_TOKEN, View, operation
from annotator.limits import MAX_TOKEN_DAYS, MAX_TOKEN_NAME_CHARS
from annotator.models import AccessToken, Scope
from annotator.selectors.tokens import tokens_of
from annotator.services.accounts import tokens


class TokenOut(serializers.Serializer[Any]):
    """prefix: how its secret begins. last_used_at: to the minute."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    prefix = serializers.CharField()
    scopes = serializers.ListField(child=serializers.ChoiceField(Scope.choices))
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(allow_null=True)
    has_expired = serializers.SerializerMethodField()
    last_used_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        ref_name = "AccessToken"

    def get_has_expired(self, token: AccessToken) -> bool:
        return token.expires_at is not None and token.expires_at <= timezone.now()


class TokenMadeOut(serializers.Serializer[Any]):
    """secret: shown this once."""

    token = TokenOut()
    secret = serializers.CharField()

    class Meta:
        ref_name = "AccessTokenMade"


class TokenIn(Body):
    """days: for which it works; null: until it is revoked."""

    name = FilledField(max_length=MAX_TOKEN_NAME_CHARS)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(Scope.choices), min_length=1, max_length=len(Scope.choices)
    )
    days = serializers.IntegerField(min_value=1, max_value=MAX_TOKEN_DAYS, allow_null=True, default=None)

    class Meta:
        ref_name = "AccessTokenCreate"


class TokensView(View):
    scopes = NO_TOKEN

    @operation("tokens_list", responses=TokenOut(many=True))
    def get(self, request: Request) -> Response:
        """One's own that were not revoked, the newest first."""
        return Response(TokenOut(tokens_of(user_of(request)), many=True).data)

    @operation("tokens_create", request=TokenIn, responses={201: TokenMadeOut})
    def post(self, request: Request) -> Response:
        """A new token. Its secret is in this answer and nowhere else."""
        made = tokens.create(user_of(request), **body_of(request, TokenIn))
        answer = Response(TokenMadeOut(made).data, status=status.HTTP_201_CREATED)
        answer["Cache-Control"] = "no-store"
        return answer


class TokenView(View):
    scopes = NO_TOKEN

    @operation("tokens_revoke", responses={204: None})
    def delete(self, request: Request, token_id: int) -> Response:
        """From now on nobody comes in by it."""
        tokens.revoke(user_of(request), token_id=token_id)
        return Response(status=status.HTTP_204_NO_CONTENT)
