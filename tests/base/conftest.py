"""The preview of the parts, in this process and as a small server for the browser."""

import copy
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings as configured
from django.core.wsgi import get_wsgi_application
from django.test import override_settings

from minsheng.base.ui import badges, kept

HERE = Path(__file__).parent
SECTIONS = [
    ("/queue", "待办", "Work", "desk.see"), ("/file", "办件", "Applications", "applications.see"), ("/form", "居民", "Residents", ""), ("/benefits", "待遇", "Awards", "benefits.see"),
    ("/confirm", "发放", "Payments", ""), ("/figures", "标准", "Standards", "standards.see"), ("/reports", "报表", "Reports", "oversight.see"), ("/secret", "审计", "Audit", "never"),
]  # fmt: skip
BUILTINS, PROCESSORS = ["minsheng.base.templatetags.ui"], ["minsheng.base.ui.context.desk"]


def preview_settings():
    templates = copy.deepcopy(configured.TEMPLATES)
    templates[0]["DIRS"] = [HERE / "templates"]
    options = templates[0]["OPTIONS"]
    options["builtins"] += [name for name in BUILTINS if name not in options["builtins"]]
    options["context_processors"] += [name for name in PROCESSORS if name not in options["context_processors"]]
    menu = [("/form", "换岗位", "Change post"), ("/form", "安全", "Security")]
    return override_settings(TEMPLATES=templates, ROOT_URLCONF="tests.base.ui_preview", DESK_SECTIONS=SECTIONS, DESK_SEARCH="registry.search", DESK_MENU=menu)


@pytest.fixture(scope="module")
def preview():
    with preview_settings(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(badges, "_counts", {"/queue": lambda request: 12})
        mine = [kept.Kept(1, "晚了的低保", "late=1&what=dibao"), kept.Kept(2, "高龄津贴", "what=old_age")]
        patch.setattr(kept, "_store", [kept.Store(lambda request, table: mine, "/form")])
        yield


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@pytest.fixture(scope="module")
def preview_site(preview):
    """The address of the preview."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), _Server, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
