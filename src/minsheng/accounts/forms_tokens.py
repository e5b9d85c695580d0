"""What is said of a new token."""

from datetime import timedelta

from django import forms

from minsheng.accounts import tokens
from minsheng.accounts.models import User
from minsheng.accounts.queries import posts_of
from minsheng.accounts.roles import ROLES
from minsheng.base.clock import today
from minsheng.base.texts import here
from minsheng.base.ui import PickDay, words


class PostChoice(forms.ModelChoiceField):
    def label_from_instance(self, post) -> str:
        return f"{here(*ROLES[post.role])} {post.place.name}"


class TokenForm(forms.Form):
    name = forms.CharField(
        label=words("给哪个系统用", "For which system"), max_length=60, help_text=words("例如“市财政支付系统”。", "Such as “the city's treasury”.")
    )
    post = PostChoice(label=words("用哪个岗位", "In which post"), queryset=None, empty_label=words("请选择", "Choose"))
    scopes = forms.MultipleChoiceField(
        label=words("可以做什么", "What it may do"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(key, words(*said)) for key, said in tokens.FOR_PROGRAMS.items()],
        help_text=words("只选用得着的；超出岗位权限的不能选。", "Choose what is needed and no more; nothing beyond what the post itself may."),
    )
    until = forms.DateField(label=words("到哪天为止（不含当天，最长一年）", "Until (that day not included, a year at most)"), widget=PickDay())
    document = forms.CharField(label=words("依据的文件", "Document"), max_length=200)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = posts_of(user, today())
        self.fields["until"].initial = today() + timedelta(days=180)

    def able(self) -> bool:
        """Whether any post of theirs may let a program do anything."""
        return any(tokens.able(post) for post in self.fields["post"].queryset)
