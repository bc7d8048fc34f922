from django.apps import AppConfig


class People(AppConfig):
    name = "phongtrao.people"
