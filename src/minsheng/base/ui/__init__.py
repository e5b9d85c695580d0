"""What views use to build a page: see docs/ui.md."""
