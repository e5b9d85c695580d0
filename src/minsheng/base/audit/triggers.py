"""The database's own refusal to change the trail. It stops mistakes and careless hands; whoever may drop triggers is caught by the chain.

An entry may change once, when it is given its block; a block never. Nothing is deleted (nor, on PostgreSQL, truncated).
"""

ENTRY, BLOCK = "base_auditentry", "base_auditblock"
COLUMNS = ("id", "at", "on", "user_id", "post_id", "role", "act", "subject", "place_id", "details")
NAMES = ("audit_entry_sealed_once", "audit_entry_kept", "audit_block_unchanged", "audit_block_kept")
SAYS = "the audit trail is never changed"


def lay(connection) -> None:
    """Create the triggers."""
    with connection.cursor() as cursor:
        for statement in _postgresql() if connection.vendor == "postgresql" else _sqlite():
            cursor.execute(statement)


def lift(connection) -> None:
    """Drop the triggers: for the databases of tests only (command `flush`)."""
    with connection.cursor() as cursor:
        for name, table in zip(NAMES, (ENTRY, ENTRY, BLOCK, BLOCK), strict=True):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS audit_entry_not_emptied ON {ENTRY}")
            cursor.execute(f"DROP TRIGGER IF EXISTS audit_block_not_emptied ON {BLOCK}")
            cursor.execute("DROP FUNCTION IF EXISTS audit_refuse()")


def missing(connection) -> list[str]:
    """The names of triggers that are not there, or switched off."""
    known = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(known)
        there = {row[0] for row in cursor.fetchall()}
    return [name for name in NAMES if name not in there]


def _changed(different: str) -> str:
    """True for any update but: from no block to a block, all else as it was."""
    others = " OR ".join(f'OLD."{name}" {different} NEW."{name}"' for name in COLUMNS)
    return f"OLD.block_id IS NOT NULL OR NEW.block_id IS NULL OR {others}"


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    return [
        f"CREATE TRIGGER {NAMES[0]} BEFORE UPDATE ON {ENTRY} WHEN {_changed('IS NOT')} {refuse}",
        f"CREATE TRIGGER {NAMES[1]} BEFORE DELETE ON {ENTRY} {refuse}",
        f"CREATE TRIGGER {NAMES[2]} BEFORE UPDATE ON {BLOCK} {refuse}",
        f"CREATE TRIGGER {NAMES[3]} BEFORE DELETE ON {BLOCK} {refuse}",
    ]


def _postgresql() -> list[str]:
    refuse = "EXECUTE FUNCTION audit_refuse()"
    return [
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {NAMES[0]} BEFORE UPDATE ON {ENTRY} FOR EACH ROW WHEN ({_changed('IS DISTINCT FROM')}) {refuse}",
        f"CREATE TRIGGER {NAMES[1]} BEFORE DELETE ON {ENTRY} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {NAMES[2]} BEFORE UPDATE ON {BLOCK} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {NAMES[3]} BEFORE DELETE ON {BLOCK} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER audit_entry_not_emptied BEFORE TRUNCATE ON {ENTRY} FOR EACH STATEMENT {refuse}",
        f"CREATE TRIGGER audit_block_not_emptied BEFORE TRUNCATE ON {BLOCK} FOR EACH STATEMENT {refuse}",
    ]
