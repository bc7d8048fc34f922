from django.urls import path

from phongtrao.notices import views

PREFIX = "notices/"

urlpatterns = [
    path("", views.notices, name="list"),
    path("readings/", views.readings, name="readings"),
    path("<int:number>/reading/", views.reading, name="reading"),
]
