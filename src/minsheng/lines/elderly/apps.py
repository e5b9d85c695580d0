from django.apps import AppConfig


class ElderlyConfig(AppConfig):
    name = "minsheng.lines.elderly"
    label = "elderly"
