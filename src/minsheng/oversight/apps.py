from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "minsheng.oversight"
    label = "oversight"
