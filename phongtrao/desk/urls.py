from django.urls import path

from phongtrao.desk import views

PREFIX = ""
urlpatterns = [path("", views.home, name="home")]
