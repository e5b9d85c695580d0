"""Rosters of people and households from Excel or CSV: read, judged line by line, shown, loaded in small steps, and taken back as a whole."""

JOB = "registry.import"  # the kinds of job in registry/jobs.py: to load one
CHECK_JOB, UNDO_JOB = "registry.check_import", "registry.undo_import"
AT_ONCE = 2_000  # lines that are checked, and people who are taken back, while the officer waits; more is a job's work
