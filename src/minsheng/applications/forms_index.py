"""Entering an index table, and its rows on the form of a visit."""

from decimal import Decimal, InvalidOperation

from django import forms

from minsheng.applications.models import IndexTable
from minsheng.base.ui import CHOOSE, PickDay, words


class IndexTableForm(forms.Form):
    """One indicator a line: "家电：齐全 100；一般 0；很少 -50"."""

    name = forms.CharField(label=words("名称和版本", "Name and edition"), max_length=100)
    document = forms.CharField(label=words("文件名称和文号", "Document"), max_length=200)
    in_force = forms.DateField(label=words("从哪天起执行", "In force from"), widget=PickDay())
    until = forms.DateField(label=words("执行到哪天（不含；没有规定就不填）", "Until, not included (leave out if open)"), widget=PickDay(), required=False)
    unit = forms.ChoiceField(
        label=words("得分的含义", "What the scores mean"), widget=forms.RadioSelect, choices=[(k, words(*v)) for k, v in IndexTable.UNITS.items()]
    )
    rows = forms.CharField(
        label=words("指标", "Indicators"), widget=forms.Textarea(attrs={"rows": 10}),
        help_text=words("一行一个指标，选项后面写得分，例如“家电：齐全 100；一般 0；很少 -50”。", "One a line, each option with its score, such as “Appliances: many 100; some 0; few -50”."),
    )  # fmt: skip

    def clean_rows(self):
        lines = [line for line in self.cleaned_data["rows"].replace("：", ":").replace("；", ";").splitlines() if line.strip()]
        return [_row(n, line) for n, line in enumerate(lines, 1)]


def _row(n: int, line: str) -> dict:
    indicator, found, options = line.partition(":")
    if not found or not indicator.strip():
        raise forms.ValidationError(words(f"第 {n} 行缺冒号：先写指标，再写选项。", f"Line {n} has no colon: the indicator first, then its options."))
    parts = [_option(n, i, part) for i, part in enumerate((p for p in options.split(";") if p.strip()), 1)]
    return {"key": str(n), "indicator": indicator.strip(), "options": parts}


def _option(n: int, i: int, part: str) -> dict:
    label, _, score = part.strip().rpartition(" ")
    try:
        hundredths = Decimal(score) * 100
        if not label or hundredths != int(hundredths) or abs(hundredths) > MOST:
            raise InvalidOperation
    except (InvalidOperation, ValueError, OverflowError) as wrong:
        text = words(f"第 {n} 行第 {i} 个选项要写成“选项 得分”，得分最多两位小数。", f"Line {n}, option {i}: write “option score”, with two decimals at most.")
        raise forms.ValidationError(text) from wrong
    return {"key": str(i), "label": label.strip(), "score": int(hundredths)}


MOST = 10_000_000  # hundredths; what the rule book takes as an adjustment at all


def index_fields(table: IndexTable) -> dict[str, forms.Field]:
    """A field for each row, in its order."""
    return {
        f"index_{row['key']}": forms.ChoiceField(
            label=row["indicator"], required=False, choices=[("", CHOOSE), *((o["key"], f"{o['label']}（{o['score'] / 100:g}）") for o in row["options"])]
        )
        for row in table.rows
    }
