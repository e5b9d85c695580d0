"""Rosters of people and households from Excel or CSV: read, judged line by line, shown, loaded in small steps, and taken back as a whole."""

JOB = "registry.import"  # the kind of job that loads one, in registry/jobs.py
