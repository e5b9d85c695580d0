"""Start-up: the one place that hands what the areas declare to the areas below them."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "minsheng.config"
    label = "config"

    def ready(self):
        from minsheng.accounts import people
        from minsheng.config.catalogue import MATTERS
        from minsheng.matters import catalogue
        from minsheng.registry.models import Account

        catalogue.install(MATTERS)
        people.install(lambda user: Account.objects.filter(user=user).values_list("person", flat=True).first())
