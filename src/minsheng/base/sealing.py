"""For migrations: columns of words or small mappings become sealed ones, with what stands in them; and back again."""

import json
from collections.abc import Callable

from django.db import migrations, models

from minsheng.base.crypto import open_bytes, seal_bytes
from minsheng.base.fields import SealedJSON, SealedText


def sealed(app: str, columns: list[tuple[str, str, int]], constraints: list[tuple[str, models.CheckConstraint]] = ()) -> list:
    """The operations. `columns`: (model, column, longest text), 0 for a mapping; `constraints` of (model, rule) that name such a column are laid off meanwhile."""
    names = [(model, column) for model, column, _ in columns]
    return [
        *(migrations.RemoveConstraint(model, rule.name) for model, rule in constraints),
        *(migrations.AlterField(model, column, _plain(longest)) for model, column, longest in columns),
        *(migrations.AddField(model, f"sealed_{column}", models.BinaryField(default=b"")) for model, column in names),
        migrations.RunPython(_each(app, columns, _seal), _each(app, columns, _unseal)),
        *(migrations.RemoveField(model, column) for model, column in names),
        *(migrations.RenameField(model, f"sealed_{column}", column) for model, column in names),
        *(migrations.AlterField(model, column, SealedText() if longest else SealedJSON()) for model, column, longest in columns),
        *(migrations.AddConstraint(model, rule) for model, rule in constraints),
    ]


def _plain(longest: int) -> models.Field:
    """As the column was, with a default for the way back."""
    return models.CharField(blank=True, default="", max_length=longest) if longest else models.JSONField(blank=True, default=dict)


def _each(app: str, columns: list[tuple[str, str, int]], act: Callable) -> Callable:
    def run(apps, _):
        for model, column, longest in columns:
            rows, empty = apps.get_model(app, model).objects.all(), ("" if longest else {})
            for pk, plain, kept in rows.values_list("pk", column, f"sealed_{column}").iterator(chunk_size=1000):
                if changed := act(f"{app}.{model}.{column}", column, empty, plain, bytes(kept)):
                    rows.filter(pk=pk).update(**changed)

    return run


def _seal(about: str, column: str, empty, plain, kept: bytes) -> dict:
    if plain == empty:
        return {}
    words = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)
    return {f"sealed_{column}": seal_bytes(words.encode(), about)}


def _unseal(about: str, column: str, empty, plain, kept: bytes) -> dict:
    if not kept:
        return {}
    words = open_bytes(kept, about).decode()
    return {column: words if isinstance(empty, str) else json.loads(words)}
