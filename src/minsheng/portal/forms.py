from django import forms

from minsheng.base.ui import words


class ReportForm(forms.Form):
    """`website` is left empty by people; programs that fill in every box give themselves away."""

    text = forms.CharField(label=words("哪里不对？", "What is wrong?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
                           help_text=words("比如：数字和文件不一样、链接打不开、有错别字。请不要写别人的隐私。",
                                           "For example: a figure that differs from the document, a dead link, a misspelt word. Please write nothing private about others."))  # fmt: skip
    reach = forms.CharField(label=words("怎么联系您", "How to reach you"), max_length=100, required=False,
                            help_text=words("不写也可以凭编号查答复。写了会加密保存，只用来联系您。",
                                            "You can look up the answer by its number without this. It is kept encrypted and used only to reach you."))  # fmt: skip
    website = forms.CharField(
        label=words("这一格请空着", "Leave this empty"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise forms.ValidationError(words("这一格要空着，请删掉里面的字再提交。", "This box stays empty: delete what is in it and send again."))
        return ""


class LookUpForm(forms.Form):
    number = forms.CharField(label=words("编号", "Number"), max_length=40, help_text=words("像这样：JC-2025-K7M3Q", "Such as JC-2025-K7M3Q"))
    code = forms.CharField(label=words("查询码", "Code"), max_length=12, help_text=words("8 个字母和数字，提交时给您的。", "Eight letters and digits that you were given."),
                           widget=forms.TextInput(attrs={"autocomplete": "off"}))  # fmt: skip


class AnswerForm(forms.Form):
    mended = forms.ChoiceField(
        label=words("核实的结果", "What was found"),
        widget=forms.RadioSelect,
        choices=[("yes", words("确实有错，已经更正", "It was wrong and is mended")), ("no", words("核实过，没有错", "Checked: it is right"))],
    )
    text = forms.CharField(label=words("给对方的答复", "The answer to the reader"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5}),
                           help_text=words("对方凭编号和查询码看到这些话。", "The reader sees these words with number and code."))  # fmt: skip
