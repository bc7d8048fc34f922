from django.urls import path

from phongtrao.figures import views

PREFIX = "figures/"
urlpatterns = [
    path("indicators/", views.catalogue, name="catalogue"),
    path("indicators/<slug:code>/", views.indicator, name="indicator"),
    path("totals/", views.totals, name="totals"),
    path("totals/comparison/", views.comparison, name="comparison"),
    path("totals/lines/", views.lines, name="lines"),
    path("freezes/", views.freezes, name="freezes"),
    path("freezes/<int:number>/", views.freeze, name="freeze"),
    path("<int:number>/", views.figure, name="figure"),
    path("<int:number>/evidence/file/", views.evidence_file, name="evidence-file"),
    path("<int:number>/corrections/", views.corrections, name="corrections"),
]
