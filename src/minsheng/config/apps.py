"""Start-up: the one place that hands what the areas declare to the areas below them."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "minsheng.config"
    label = "config"

    def ready(self):
        from minsheng.config.catalogue import MATTERS
        from minsheng.matters import catalogue

        catalogue.install(MATTERS)
