from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "minsheng.standards"
    label = "standards"
