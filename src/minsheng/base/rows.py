"""Many plain rows at once, without an object for each: COPY on PostgreSQL, executemany on SQLite. Ten times as fast as bulk_create where a person has twenty rows."""

import json
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import JSONField, Model


def insert(model: type[Model], fields: list[str], rows: Iterable[tuple], *, once: bool = False) -> None:
    """Insert tuples in the order of the field names (foreign keys by id). Constraints hold as always; defaults of Django do not fill in.

    `once`: rows that break a unique constraint are there already and are left out.
    """
    columns = [model._meta.get_field(name) for name in fields]
    as_json = [i for i, column in enumerate(columns) if isinstance(column, JSONField)]
    names = ", ".join(connection.ops.quote_name(c.column) for c in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    prepared = (_prepared(row, as_json) for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, table, names, prepared, once)
        else:
            ending = " ON CONFLICT DO NOTHING" if once else ""
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))}){ending}", list(map(_text, prepared)))  # noqa: S608 (names of our own tables)


def _copy(cursor, table: str, names: str, rows: Iterable[tuple], once: bool) -> None:
    """COPY knows no ON CONFLICT: rows that may be there already are copied beside the table first."""
    into = f"temp_{uuid.uuid4().hex}" if once else table
    if once:
        cursor.execute(f"CREATE TEMPORARY TABLE {into} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA")  # noqa: S608
    with connection.wrap_database_errors, cursor.copy(f"COPY {into} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    if once:
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {into} ON CONFLICT DO NOTHING")  # noqa: S608
        cursor.execute(f"DROP TABLE {into}")


def update(model: type[Model], fields: list[str], rows: Iterable[tuple]) -> None:
    """Give each row its own values: tuples of the values in the order of the fields, the primary key last."""
    columns = [model._meta.get_field(name) for name in fields]
    sets = ", ".join(f"{connection.ops.quote_name(c.column)} = %s" for c in columns)
    table, key = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(model._meta.pk.column)
    given = list(rows) if connection.vendor == "postgresql" else list(map(_text, rows))
    if given:
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET {sets} WHERE {key} = %s", given)  # noqa: S608 (names of our own tables)


def _prepared(row: tuple, as_json: list[int]) -> tuple:
    if not as_json:
        return row
    changed = list(row)
    for i in as_json:
        changed[i] = json.dumps(row[i], ensure_ascii=False)
    return tuple(changed)


def _text(row: tuple) -> tuple[Any, ...]:
    """Days and moments as SQLite keeps them."""
    return tuple(v.isoformat(" ") if isinstance(v, datetime) else v.isoformat() if isinstance(v, date) else v for v in row)
