"""The audit trail: who did what to what, on which legal day, in which role. Rows are never changed, and chained shortly afterwards."""

from minsheng.base.audit.recording import looked, name_of, noted, record, record_many

__all__ = ["looked", "name_of", "noted", "record", "record_many"]
