"""`filter(pk__any=ids)`: one of many values, given to the database as one array instead of thousands of parameters that are parsed one by one."""

import json

from django.db.models import Field, ForeignKey, Lookup


class Any(Lookup):
    """`= ANY(array)` on PostgreSQL, the values of a JSON list on SQLite. Numbers and texts only. An empty list finds nothing."""

    lookup_name = "any"

    def get_prep_lookup(self):
        return list(self.rhs)

    def as_postgresql(self, compiler, connection):
        sql, params = self.process_lhs(compiler, connection)
        return f"{sql} = ANY(%s)", [*params, self.rhs]

    def as_sqlite(self, compiler, connection):
        sql, params = self.process_lhs(compiler, connection)
        return f"{sql} IN (SELECT value FROM json_each(%s))", [*params, json.dumps(self.rhs)]  # noqa: S608 (a column of our own)


def register() -> None:
    """At start-up (base/apps.py)."""
    Field.register_lookup(Any)
    ForeignKey.register_lookup(Any)
