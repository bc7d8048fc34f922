from django.urls import path

from phongtrao.documents import views

PREFIX = "documents/"
urlpatterns = [path("<int:number>/", views.file, name="file")]
