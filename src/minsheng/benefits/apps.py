from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    name = "minsheng.benefits"
    label = "benefits"
