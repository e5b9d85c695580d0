from django.apps import AppConfig

from minsheng.base import lookups


class BaseConfig(AppConfig):
    name = "minsheng.base"
    label = "base"

    def ready(self):
        lookups.register()
