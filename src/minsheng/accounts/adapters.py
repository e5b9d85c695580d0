"""Nobody signs up: accounts are made by the administrator, also for who comes from an identity provider."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.shortcuts import redirect

from minsheng.accounts.models import Post, User
from minsheng.accounts.queries import posts_of
from minsheng.base.actor import Actor
from minsheng.base.audit import noted
from minsheng.base.clock import today
from minsheng.base.crypto import open_bytes, seal_bytes
from minsheng.base.ui import words

SEALED, ABOUT = "sealed:", "accounts.factor"
VISITOR = Actor(user=None, name="", role="visitor")


def _post(user: User) -> Post | None:
    return posts_of(user, today()).first()


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": words("用户名或密码不对，请再试一次。", "The user name or the password is not right: try again."),
        "too_many_login_attempts": words(
            "错的次数太多，请过五分钟再试，或请管理员重设密码。", "Too many wrong attempts: try again in five minutes, or ask the administrator."
        ),
        "enter_current_password": words("现在的密码不对。", "This is not the present password."),
        "incorrect_password": words("密码不对。", "The password is not right."),
    }

    def is_open_for_signup(self, request):
        return False

    def post_login(self, request, user, **given):
        """After the password and the code: an auditor sees who came in, also in somebody else's name."""
        post = _post(user)
        by = Actor(user.pk, str(user), post.role if post else "resident", post=post and post.pk)
        noted(by=by, on=today(), act="accounts.sign_in", subject=user, place=post and post.place)
        return super().post_login(request, user, **given)

    def authentication_failed(self, request, **credentials):
        """A wrong password for a name there is; names that nobody has leave nothing behind."""
        user = User.objects.filter(username=credentials.get("username", "")).first()
        if user:
            post = _post(user)
            noted(by=VISITOR, on=today(), act="accounts.wrong_password", subject=user, place=post and post.place)

    def get_password_change_redirect_url(self, request):
        return "/accounts/signed-in/"


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": words("验证码不对，请看手机上最新的六位数字。", "This code is not right: enter the six digits the phone shows now.")
    }

    def encrypt(self, text):
        """Whoever takes the database has no phone's secret with it, and no recovery codes."""
        return SEALED + seal_bytes(text.encode(), ABOUT).hex()

    def decrypt(self, encrypted_text):
        if not encrypted_text.startswith(SEALED):  # kept before secrets were sealed
            return encrypted_text
        return open_bytes(bytes.fromhex(encrypted_text.removeprefix(SEALED)), ABOUT).decode()


class SocialAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """Somebody the administrator knows by the same user name is connected at the first sign-in; nobody else gets in.

        Only from a provider that gives the names itself (`names_given`): where people choose theirs, one would choose a colleague's.
        """
        if sociallogin.is_existing:
            return
        if not sociallogin.provider.app.settings.get("names_given"):
            raise ImmediateHttpResponse(redirect("/accounts/unknown/"))
        name = (
            sociallogin.account.extra_data.get("preferred_username")
            or sociallogin.account.extra_data.get("userinfo", {}).get("preferred_username")
            or sociallogin.user.username
        )
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise ImmediateHttpResponse(redirect("/accounts/unknown/"))
        sociallogin.connect(request, user)
