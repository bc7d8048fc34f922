from django.apps import AppConfig


class Trail(AppConfig):
    name = "phongtrao.trail"
