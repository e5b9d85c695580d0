"""What an officer fills in about somebody's online access."""

from django import forms

from minsheng.base.ui import CHOOSE, words
from minsheng.registry.models import Account


class SeenForm(forms.Form):
    """The number is typed off the document in hand: nothing is filled in from the file."""

    number = forms.CharField(
        label=words("照着本人的证件输入号码", "Type the number off the person's document"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=words("本人在场，看过原件，和本人比对过照片。", "The person is here; you have seen the original and compared the photograph."),
    )


class CloseForm(forms.Form):
    why = forms.ChoiceField(
        label=words("为什么停用", "Why it is taken away"), choices=[("", CHOOSE), *((k, words(*v)) for k, v in Account.WHY.items() if k != "merged")]
    )
