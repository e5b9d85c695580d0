from django import forms

from minsheng.base.ui import words


class PublicObjection(forms.Form):
    text = forms.CharField(label=words("您了解的情况", "What you know"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}))
    who = forms.CharField(label=words("您的姓名或联系方式（可以不写）", "Your name or how to reach you (may be left out)"), max_length=100, required=False,
                          help_text=words("不会告诉被公示的家庭。", "The family is not told."))  # fmt: skip
