"""Nobody signs up: accounts are made by the administrator, also for who comes from an identity provider."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.shortcuts import redirect

from minsheng.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False


class SocialAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """Somebody the administrator knows by the same user name is connected at the first sign-in; nobody else gets in."""
        if sociallogin.is_existing:
            return
        name = (
            sociallogin.account.extra_data.get("preferred_username")
            or sociallogin.account.extra_data.get("userinfo", {}).get("preferred_username")
            or sociallogin.user.username
        )
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise ImmediateHttpResponse(redirect("/accounts/unknown/"))
        sociallogin.connect(request, user)
