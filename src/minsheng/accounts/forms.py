"""allauth's forms with our words."""

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MfaReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from django import forms

from minsheng.accounts import residents
from minsheng.accounts.actions import RELATIONS
from minsheng.accounts.roles import ROLES
from minsheng.base.clock import today
from minsheng.base.ui import PickDay, words


class SignIn(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = words("用户名", "User name")
        self.fields["password"].label = words("密码", "Password")
        self.fields["password"].help_text = ""
        self.fields.pop("remember", None)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_password(self):
        return residents.as_printed(self.cleaned_data["password"])

    def clean(self):
        data = super().clean()
        if self.user and residents.run_out(self.user, today()):
            raise forms.ValidationError(
                words(
                    "这个一次性登录码已经过期。请带身份证件到社区窗口，当场重发一个。",
                    "This one-time code has run out. Bring your identity document to the community counter for a new one.",
                )
            )
        return data


CODE = words("六位验证码（或一个备用码）", "Six-digit code (or a recovery code)")


class SecondFactor(AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _code(self)


class SecondFactorAgain(MfaReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _code(self)


class Enrol(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _code(self)
        self.fields["code"].label = words("手机上显示的六位验证码", "The six-digit code on the phone")


class Unenrol(DeactivateTOTPForm):
    pass


def _code(form) -> None:
    form.fields["code"].label = CODE
    form.fields["code"].widget.attrs.pop("placeholder", None)


class Again(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = words("密码", "Password")
        self.fields["password"].widget.attrs.pop("placeholder", None)


class NewPassword(ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = words("现在的密码", "Present password")
        self.fields["password1"].label = words("新密码（不少于 10 位）", "New password (10 characters or more)")
        self.fields["password1"].help_text = ""
        self.fields["password2"].label = words("再输一遍新密码", "New password again")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def save(self):
        """The own password from now on: what the administrator gave is gone."""
        super().save()
        self.user.first_password, self.user.first_password_until = False, None
        self.user.save(update_fields=["first_password", "first_password_until"])


class UserForm(forms.Form):
    username = forms.CharField(label=words("用户名", "User name"), max_length=60)
    name = forms.CharField(label=words("姓名", "Name"), max_length=60)
    password = forms.CharField(
        label=words("初始密码", "First password"),
        max_length=60,
        required=False,
        widget=forms.PasswordInput,
        help_text=words(
            "不少于 10 位，第一次登录时本人要改掉。只用外部账号登录的，不填。",
            "10 characters or more; changed at the first sign-in. Leave it empty for somebody who signs in with the other account only.",
        ),
    )


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=words("新的初始密码", "New first password"),
        max_length=60,
        widget=forms.PasswordInput,
        help_text=words(
            "不少于 10 位。当面交给本人，下次登录时本人要改掉。", "10 characters or more. Hand it over in person; it is changed at the next sign-in."
        ),
    )


class PostForm(forms.Form):
    role = forms.ChoiceField(label=words("岗位", "Role"), choices=[(k, words(*v)) for k, v in ROLES.items() if k != "resident"])
    place = forms.CharField(
        label=words("地方（写全名）", "Place (its full name)"),
        max_length=120,
        help_text=words("同名的连上级一起写，例如“福田区香蜜湖街道”。", "Where several have the same name, write the name of the one above before it."),
    )
    since = forms.DateField(label=words("从哪天起", "From"), widget=PickDay(), initial=today)
    until = forms.DateField(label=words("到哪天为止", "Until"), widget=PickDay(), required=False)
    document = forms.CharField(label=words("任命文件", "Document"), max_length=200, required=False)


class EndPostForm(forms.Form):
    until = forms.DateField(label=words("从哪天起不再担任", "No longer held from"), widget=PickDay(), initial=today)


class RelativeForm(forms.Form):
    """One near relative; the number is kept sealed and as a digest."""

    relation = forms.ChoiceField(label=words("关系", "Relation"), choices=[(key, words(*said)) for key, said in RELATIONS.items()])
    name = forms.CharField(label=words("姓名", "Name"), max_length=60)
    number = forms.CharField(label=words("证件号码", "Document number"), max_length=30)
