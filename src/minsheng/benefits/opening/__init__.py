"""Awards already in payment are taken over from the system before: read, judged, reconciled with the last payroll, accepted by a second person, loaded in steps."""
