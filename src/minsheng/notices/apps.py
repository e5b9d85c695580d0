from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "minsheng.notices"
    label = "notices"
