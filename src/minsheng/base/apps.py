from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "minsheng.base"
    label = "base"
