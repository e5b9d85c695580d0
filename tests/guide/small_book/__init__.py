"""A small invented book, so that the pages are tested against law that does not change. It has the shape of dibao and the old-age allowance."""
