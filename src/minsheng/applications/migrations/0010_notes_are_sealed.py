"""What officers write about a family in their own words is sealed like everything else that was told."""

import json

import django.db.models
from django.db import migrations, models

import minsheng.base.fields
from minsheng.base.crypto import open_bytes, seal_bytes

COLUMNS = [("found", "explained"), ("objection", "finding"), ("hearing", "considered"), ("decision", "reason"), ("visit", "form")]
CONSTRAINTS = {
    "decision_reason": models.Q(
        models.Q(("outcome__in", ["refused", "stopped", "grace"]), _negated=True), models.Q(("reason", ""), _negated=True), _connector="OR"
    ),
    "decision_less_reason": models.Q(
        models.Q(("fen__lt", models.F("before")), ("outcome__in", ["granted", "changed"]), _negated=True),
        models.Q(("reason", ""), _negated=True),
        _connector="OR",
    ),
}


def _each(apps, act):
    for model, column in COLUMNS:
        rows = apps.get_model("applications", model).objects.all()
        for row in rows.iterator(chunk_size=1000):
            act(rows, row, f"applications.{model}.{column}", column)


def seal(apps, _):
    """The words of every row, under the name that the column has afterwards."""

    def one(rows, row, about, column):
        value = getattr(row, column)
        words = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) and value else value or ""
        if words:
            rows.filter(pk=row.pk).update(**{f"sealed_{column}": seal_bytes(words.encode(), about)})

    _each(apps, one)


def unseal(apps, _):
    def one(rows, row, about, column):
        if kept := getattr(row, f"sealed_{column}"):
            words = open_bytes(kept, about).decode()
            rows.filter(pk=row.pk).update(**{column: json.loads(words) if column == "form" else words})

    _each(apps, one)


def plain(column):
    return models.JSONField(blank=True, default=dict) if column == "form" else models.CharField(blank=True, default="", max_length=500)


class Migration(migrations.Migration):
    dependencies = [("applications", "0009_acting_for_somebody")]
    operations = [
        *(migrations.AlterField(model, column, plain(column)) for model, column in COLUMNS),
        *(migrations.AddField(model, f"sealed_{column}", models.BinaryField(default=b"")) for model, column in COLUMNS),
        migrations.RunPython(seal, unseal),
        *(migrations.RemoveConstraint("decision", name) for name in CONSTRAINTS),
        *(migrations.RemoveField(model, column) for model, column in COLUMNS),
        *(migrations.RenameField(model, f"sealed_{column}", column) for model, column in COLUMNS),
        *(
            migrations.AlterField(model, column, minsheng.base.fields.SealedJSON() if column == "form" else minsheng.base.fields.SealedText())
            for model, column in COLUMNS
        ),
        *(migrations.AddConstraint("decision", django.db.models.CheckConstraint(condition=rule, name=name)) for name, rule in CONSTRAINTS.items()),
    ]
