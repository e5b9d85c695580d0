"""Rosters: tables of persons in households as offices keep them, read, checked and made ready for the rules."""
