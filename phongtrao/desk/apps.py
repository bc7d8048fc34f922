from django.apps import AppConfig


class Desk(AppConfig):
    name = "phongtrao.desk"
