"""The few files that pages need from npm packages, served and collected straight from node_modules (`npm ci`); nothing is copied in."""

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

FILES = {
    "npm/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "npm/bootstrap.min.css.map": "bootstrap/dist/css/bootstrap.min.css.map",
    "npm/echarts.common.min.js": "echarts/dist/echarts.common.min.js",
    "npm/htmx.min.js": "htmx.org/dist/htmx.min.js",
}


class _Storage(FileSystemStorage):
    """node_modules under our own names."""

    prefix = ""

    def path(self, name):
        return super().path(FILES[str(name)])


class NpmFinder(BaseFinder):
    """Finds the names in FILES."""

    def __init__(self, *args, **kwargs):
        self.storage = _Storage(location=settings.NODE_MODULES)

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        real = settings.NODE_MODULES / FILES[path] if path in FILES else None
        if real is None or not real.is_file():
            return [] if find_all else None
        return [str(real)] if find_all else str(real)

    def list(self, ignore_patterns):
        """(name, storage) of every file. Raises FileNotFoundError, with the remedy, before `npm ci`."""
        for name, source in FILES.items():
            if not (settings.NODE_MODULES / source).is_file():
                raise FileNotFoundError(f"node_modules/{source} is missing: run `npm ci` first")
            yield name, self.storage
