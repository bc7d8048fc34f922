from django.apps import AppConfig


class Kit(AppConfig):
    name = "phongtrao.kit"
