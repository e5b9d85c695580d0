"""Kinds of columns that Django does not have."""

import json

from django.db import models

from minsheng.base.crypto import open_bytes, seal_bytes


class ByteOrder(models.CharField):
    """Text compared byte by byte, whatever language the database sorts by, so that a prefix is a range of its index: a path, a piece of a name."""

    def db_parameters(self, connection):
        # SQLite compares so by itself and knows no collation of that name.
        return super().db_parameters(connection) | {"collation": "C" if connection.vendor == "postgresql" else None}


class SealedText(models.BinaryField):
    """Words that are encrypted at rest and plain in the program. "" is kept as nothing, so that it can be asked for; nothing else of it can be searched.

    Bound to its column, not to its row: a row has no id yet when it is made.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": "", "blank": True} | kwargs)

    def _check_str_default_value(self):
        return []  # Django wants bytes for a default: here they are words

    @property
    def _about(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_default(self):
        return self.default

    def from_db_value(self, value, expression, connection):
        return open_bytes(value, self._about).decode() if value else ""

    def get_db_prep_value(self, value, connection, prepared=False):
        if isinstance(value, str):
            value = seal_bytes(value.encode(), self._about) if value else b""
        return super().get_db_prep_value(value, connection, prepared)

    def to_python(self, value):
        return value

    def value_to_string(self, obj):
        return self.value_from_object(obj)


class SealedJSON(SealedText):
    """A small mapping, encrypted at rest."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": dict} | kwargs)

    def get_default(self):
        return self.default()

    def from_db_value(self, value, expression, connection):
        return json.loads(super().from_db_value(value, expression, connection) or "{}")

    def get_db_prep_value(self, value, connection, prepared=False):
        return super().get_db_prep_value(
            json.dumps(value, ensure_ascii=False) if isinstance(value, dict) and value else "" if value == {} else value, connection, prepared
        )
