"""allauth's forms with our words."""

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MfaReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from django import forms

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


class UserForm(forms.Form):
    username = forms.CharField(label=words("用户名", "User name"), max_length=60)
    name = forms.CharField(label=words("姓名", "Name"), max_length=60)
    password = forms.CharField(
        label=words("初始密码（第一次登录后自己改）", "First password (changed at first sign-in)"), min_length=10, max_length=60, widget=forms.PasswordInput
    )


class PostForm(forms.Form):
    role = forms.ChoiceField(label=words("岗位", "Role"), choices=[(k, words(*v)) for k, v in ROLES.items() if k != "resident"])
    place = forms.CharField(label=words("地方（名称）", "Place (its name)"), max_length=60)
    since = forms.DateField(label=words("从哪天起", "From"), widget=PickDay(), initial=today)
    document = forms.CharField(label=words("任命文件", "Document"), max_length=200, required=False)


class RelativeForm(forms.Form):
    """One near relative; the number is kept sealed and as a digest."""

    relation = forms.ChoiceField(label=words("关系", "Relation"), choices=[(k, words(zh, en)) for k, zh, en in (
        ("spouse", "配偶", "Spouse"), ("parent", "父母（含配偶的）", "Parent (also the spouse's)"), ("child", "子女及其配偶", "Child and their spouse"), ("sibling", "兄弟姐妹（含配偶的）", "Sibling (also the spouse's)"),
        ("grandparent", "祖父母、外祖父母", "Grandparent"), ("grandchild", "孙子女、外孙子女", "Grandchild"), ("aunt", "父母的兄弟姐妹", "Parent's sibling"),
    )])  # fmt: skip
    name = forms.CharField(label=words("姓名", "Name"), max_length=60)
    number = forms.CharField(label=words("证件号码", "Document number"), max_length=30)
