"""What a resident fills in about an application that is under way or decided."""

from django import forms

from minsheng.applications.forms import FilesField, ManyFiles
from minsheng.applications.models import Application
from minsheng.base.ui import CHOOSE, words
from minsheng.matters.declare import Material

TAKEN = "image/jpeg,image/png,application/pdf"  # an iPhone then sends its HEIC photographs as JPEG


class PapersForm(forms.Form):
    """One field a missing paper, each for several files. Some may follow later, but something has to come."""

    use_required_attribute = False

    def __init__(self, *args, wanted: list[Material], **kwargs):
        super().__init__(*args, **kwargs)
        for material in wanted:
            self.fields[material.key] = FilesField(
                label=words(*material.label), help_text=words("照片或 PDF，可以选几个。", "Photographs or PDF; several if need be."),
                widget=ManyFiles(attrs={"accept": TAKEN}),
            )  # fmt: skip

    def clean(self):
        data = super().clean()
        if self.fields and not self.errors and not any(data.values()):
            self.add_error(next(iter(self.fields)), words("还没有选文件。请至少补一样。", "No file is chosen: bring at least one of these."))
        return data


class AgentForm(forms.Form):
    """Why somebody acts for another, and that the paper still holds."""

    agent_why = forms.ChoiceField(
        label=words("为什么由您代办", "Why you act for them"), choices=[("", CHOOSE), *((k, words(*v)) for k, v in Application.AGENT_WHY.items())]
    )
    paper = forms.BooleanField(
        label=words(
            "上面这份文件还有效，没有被撤销；原件在我手里，要看时我会带来",
            "The paper named above is still valid and not revoked; I have the original and bring it when asked",
        )
    )


class ReviewForm(forms.Form):
    body = forms.CharField(
        label=words("向哪个机关申请复议", "Which body you ask"), max_length=100,
        help_text=words("写机关的名称。通知里没有写、您也不确定的，先打电话问本页下面的窗口。", "Its name. If the letter does not say and you are not sure, call a counter at the foot of this page first."),
    )  # fmt: skip
    grounds = forms.CharField(
        label=words("为什么不同意", "Why you do not agree"), max_length=1000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=words("哪里不对，实际是怎样的。加密保存，只给办这件事的工作人员看。", "What is wrong and how it really is. Kept sealed, for the staff who handle your case."),
    )  # fmt: skip
