from django.apps import AppConfig

from phongtrao.kit import lengths


class Kit(AppConfig):
    name = "phongtrao.kit"

    def ready(self) -> None:
        lengths.install()
