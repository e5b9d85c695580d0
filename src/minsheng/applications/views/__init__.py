"""Pages of the desk about applications."""
