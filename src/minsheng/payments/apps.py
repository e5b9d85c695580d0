from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "minsheng.payments"
    label = "payments"
