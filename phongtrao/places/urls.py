from django.urls import path

from phongtrao.places import views

PREFIX = "places/"
urlpatterns = [
    path("", views.search, name="search"),
    path("<int:number>/", views.place, name="place"),
    path("<int:number>/areas/", views.areas, name="areas"),
    path("<int:number>/areas/new/", views.add, name="area-new"),
    path("<int:number>/areas/merger/", views.merge, name="area-merger"),
    path("<int:number>/areas/file/", views.import_list, name="area-file"),
    path("<int:number>/areas/<int:area>/name/", views.rename, name="area-name"),
    path("<int:number>/areas/<int:area>/households/", views.count, name="area-households"),
    path("<int:number>/areas/<int:area>/division/", views.split, name="area-division"),
    path("<int:number>/areas/<int:area>/end/", views.end, name="area-end"),
]
