"""Serve the site with waitress: the command behind `make run`."""

import signal
import subprocess
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application
from waitress import buffers, serve

from minsheng.base.sealed_spool import SealedSpool

LARGEST_REQUEST = 256 * 1024 * 1024  # bytes: twenty photographs or a large roster; whoever sends more need not be signed in to fill the disk


def settings_of_the_server() -> dict:
    """Behind HTTPS the web server in front tells who asks and how: told by nobody else, and without it waitress would drop what it says."""
    told = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-proto", "x-forwarded-for"}} if settings.HTTPS else {}
    return {"max_request_body_size": LARGEST_REQUEST, "ident": None, **told}


def spool_sealed() -> None:
    """What waitress holds back of a request or an answer that is too large for its memory would lie in the temporary folder as it came."""
    buffers.TempfileBasedBuffer.newfile = lambda _: SealedSpool()


class Command(BaseCommand):
    help = "Serve the site on this machine."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=4)
        parser.add_argument("--work", action="store_true", help="do background work beside (one more process)")

    def handle(self, host, port, threads, work, **options):
        if not settings.LIVE_STATIC and not (settings.STATIC_ROOT / "staticfiles.json").is_file():
            raise CommandError("the stylesheets are not collected yet: run `npm ci` and `python manage.py collectstatic --noinput` first")
        self.stdout.write(f"民生 Minsheng: http://{host}:{port}/")
        self.stdout.flush()
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # the worker goes with the server, however it is stopped
        spool_sealed()
        worker = subprocess.Popen([sys.executable, sys.argv[0], "work"]) if work else None  # noqa: S603 (ourselves)
        try:
            serve(get_internal_wsgi_application(), host=host, port=port, threads=threads, _quiet=True, **settings_of_the_server())
        except OSError as error:
            raise CommandError(f"cannot listen on {host}:{port} ({error.strerror}): choose another with --port") from error
        finally:
            if worker:
                worker.terminate()
