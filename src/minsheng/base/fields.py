"""Kinds of columns that Django does not have."""

from django.db import models


class ByteOrder(models.CharField):
    """Text compared byte by byte, whatever language the database sorts by, so that a prefix is a range of its index: a path, a piece of a name."""

    def db_parameters(self, connection):
        # SQLite compares so by itself and knows no collation of that name.
        return super().db_parameters(connection) | {"collation": "C" if connection.vendor == "postgresql" else None}
