"""Django forms as the house shows them: the label, a hint, the error at the field, big touch targets."""

from django import forms, template

from minsheng.base.templatetags.boxes import spoken
from minsheng.base.texts import here
from minsheng.base.ui.fields import DayInput, MoneyField, MoneyInput

register = template.Library()
REQUIRED = {
    "choices": ("请选一项。", "Choose one."), "list": ("请选一项。", "Choose one."), "tick": ("要勾选这一项才能继续。", "Tick this to go on."),
    "file": ("请选一个文件。", "Choose a file."), "box": ("请填这一项。", "Fill this in."),
}  # fmt: skip
CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def kind_of(field) -> str:
    widget = field.field.widget
    for kind, classes in {"choices": CHOICES, "tick": forms.CheckboxInput, "day": DayInput, "money": MoneyInput, "list": forms.Select,
                          "long": forms.Textarea, "file": forms.ClearableFileInput}.items():  # fmt: skip
        if isinstance(widget, classes):
            return kind
    return "box"


def first_id(field) -> str:
    """The control that a link to the field leads to."""
    return field.id_for_label or f"{field.auto_id}_0"


def control(field, kind: str, short: bool) -> str:
    """Django's own control with our classes, tied to its hint and error."""
    look = {"list": "form-select", "long": "input input-long", "file": "input"}.get(kind, "input input-short" if short else "input")
    return field.as_widget(attrs={"class": look} | ({"rows": 3} if kind == "long" else {}))


def errors_of(bound) -> list[str]:
    """What is wrong with a field. Django's "this field is required" is said as what to do."""
    default = forms.Field.default_error_messages["required"]
    ask = REQUIRED.get(kind_of(bound), REQUIRED["box"])
    found = [error for one in bound.errors.as_data() for error in one.messages]
    return [here(*ask) if error == default else error for error in found]


@register.inclusion_tag("base/ui/field.html")
def field(bound, short=False, unit=None):
    kind = kind_of(bound)
    if unit is None and isinstance(bound.field, MoneyField):
        unit = ("元", "yuan")
    return {
        "field": bound, "kind": kind, "unit": unit, "id": bound.auto_id, "first_id": first_id(bound), "errors": errors_of(bound),
        "control": "" if kind in ("choices", "tick") else control(bound, kind, short),
        "described": " ".join(f"{bound.auto_id}_{part}" for part, there in (("helptext", bound.help_text), ("error", bound.errors)) if there),
    }  # fmt: skip


@register.inclusion_tag("base/ui/fields.html")
def fields(form):
    return {"form": form}


@register.inclusion_tag("base/ui/error_summary.html")
def error_summary(form):
    if form is None or not form.is_bound:
        return {}
    at_fields = [(first_id(bound), bound.label, error) for bound in form for error in errors_of(bound)]
    return {"general": form.non_field_errors(), "at_fields": at_fields, "wrong": bool(form.errors)}


@register.inclusion_tag("base/ui/buttons.html")
def buttons(zh, en=None, cancel="", kind="go", **values):
    return {"words": spoken(zh, en, values), "cancel": cancel, "kind": kind}
