"""What an officer fills in to bring a roster in."""

from django import forms
from django.db.models import Q

from minsheng.base.actor import Actor
from minsheng.base.ui import words
from minsheng.places.models import Place
from minsheng.places.queries import in_range

ENDINGS = ".xlsx,.xls,.ods,.csv,.tsv,.txt"


class ImportForm(forms.Form):
    file = forms.FileField(
        label=words("名册文件（Excel 或 CSV）", "The roster (Excel or CSV)"),
        help_text=words(
            "每人一行，同一户写一样的户编号。最大 64 MB、20 万行。", "One row a person; a household has one number. 64 MB and 200,000 rows at most."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
    )
    place = forms.ModelChoiceField(
        label=words("这份名册是哪里的", "The place it is about"),
        help_text=words("表里的社区都要在这里面。", "All communities of the file lie in it."),
        queryset=Place.objects.none(),
        empty_label=None,
    )

    def __init__(self, *args, by: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = offered(by)
        self.fields["place"].initial = by.place


def offered(by: Actor):
    """The actor's own place and what lies below, without the communities of a whole district."""
    rows = Place.objects.filter(in_range(by.path), until=None) if by.path is not None else Place.objects.none()
    return rows.filter(~Q(level="community") | Q(parent=by.place) | Q(pk=by.place)).order_by("path")
