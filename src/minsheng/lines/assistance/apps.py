from django.apps import AppConfig


class AssistanceConfig(AppConfig):
    name = "minsheng.lines.assistance"
    label = "assistance"
