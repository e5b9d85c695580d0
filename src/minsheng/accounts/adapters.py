"""Nobody signs up: the administrator makes the accounts of staff, a counter those of residents, also for who comes from an identity provider."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.shortcuts import redirect

from minsheng.accounts import people, residents
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
            "错的次数太多，请过五分钟再试，或请发给您账号的管理员、社区窗口重设。",
            "Too many wrong attempts: try again in five minutes, or ask whoever gave you the account, the administrator or the counter.",
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
        """Who is known is connected at the first sign-in: staff by the user name the administrator has given, residents by the number of their document.

        Each only from a provider that says so in its settings: `names_given` (where people choose theirs, one would choose a colleague's), `document_number`
        (the claim with a verified number). Nobody is connected by a name that people choose, by e-mail or by telephone.
        """
        if not sociallogin.is_existing:
            user = _staff(sociallogin) or _resident(sociallogin)
            if user is None:
                raise ImmediateHttpResponse(redirect("/accounts/unknown/"))
            sociallogin.connect(request, user)
        residents.forget_code(sociallogin.user)


def _staff(sociallogin) -> User | None:
    name = sociallogin.claims.get("preferred_username")
    return User.objects.filter(username=name, is_active=True).first() if name and sociallogin.provider.app.settings.get("names_given") else None


def _resident(sociallogin) -> User | None:
    number = sociallogin.claims.get(sociallogin.provider.app.settings.get("document_number") or "")
    return people.user_with(number, sociallogin.provider.name) if isinstance(number, str) and number else None
