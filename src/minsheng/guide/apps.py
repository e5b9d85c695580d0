from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "minsheng.guide"
    label = "guide"
