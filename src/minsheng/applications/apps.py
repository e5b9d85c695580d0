from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "minsheng.applications"
    label = "applications"
