from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "minsheng.registry"
    label = "registry"
