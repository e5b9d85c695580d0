"""`manage.py openapi docs/api/openapi.json`: write the description of the interface where it is kept, so that every change of it is seen."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand

from minsheng.api.site import site


class Command(BaseCommand):
    help = "Write openapi.json."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, file, **options):
        file.write_text(json.dumps(site.get_openapi_schema(), ensure_ascii=False, indent=1) + "\n", "utf-8")
