from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "minsheng.booking"
    label = "booking"
