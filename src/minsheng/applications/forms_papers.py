"""What an officer notes when papers are brought to the counter."""

from django import forms

from minsheng.applications import papers
from minsheng.applications.forms import FilesField, ManyFiles
from minsheng.applications.models import Application
from minsheng.base.ui import words

TAKEN = "image/jpeg,image/png,application/pdf"


class BroughtForm(forms.Form):
    """For each paper that is still missing: the original was seen, a scan was made, or both. Cleaned to `brought` = {material: [None or file, ...]}."""

    def __init__(self, *args, case: Application, **kwargs):
        super().__init__(*args, **kwargs)
        self.materials = papers.missing(case)
        for material in self.materials:
            zh, en = material.label
            self.fields[f"seen_{material.key}"] = forms.BooleanField(label=words(f"{zh}：看过原件", f"{en}: original seen"), required=False)
            self.fields[material.key] = FilesField(
                label=words(f"{zh}：扫描件", f"{en}: scan"), help_text=words("照片或 PDF；看过原件的可以不留。", "Photographs or PDF; not needed where the original was seen."),
                widget=ManyFiles(attrs={"accept": TAKEN}), required=False,
            )  # fmt: skip

    def clean(self):
        data = super().clean()
        data["brought"] = {m.key: [*([None] if data.get(f"seen_{m.key}") else []), *data.get(m.key, [])] for m in self.materials}
        if self.materials and not self.errors and not any(data["brought"].values()):
            self.add_error(
                f"seen_{self.materials[0].key}",
                words("还没有登记带来了什么：勾选看过的原件，或者传扫描件。", "Say what was brought: tick the originals seen, or add scans."),
            )
        return data


class WishForm(forms.Form):
    """The family takes the application back at the counter."""

    wish = forms.BooleanField(label=words("申请人本人或监护人要求撤回", "The applicant or guardian asks for it"),
                              help_text=words("撤回以后这一件就办结了；以后可以重新申请。", "This ends the case; the family may apply again later."))  # fmt: skip
