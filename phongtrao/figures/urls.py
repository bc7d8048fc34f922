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
    path("superior/", views.superior_forms, name="superior-forms"),
    path("superior/<int:number>/", views.superior_form, name="superior-form"),
    path("superior/<int:number>/spots/", views.superior_spots, name="superior-spots"),
    path("superior/<int:number>/removals/", views.superior_removals, name="superior-removals"),
    path("superior/<int:number>/retirement/", views.superior_retirement, name="superior-retirement"),
    path("superior/<int:number>/fillings/", views.superior_fillings, name="superior-fillings"),
    path("superior/<int:number>/fillings/<int:filling>/", views.superior_filling, name="superior-filling"),
    path("superior/<int:number>/fillings/<int:filling>/file/", views.superior_file, name="superior-file"),
    path("<int:number>/", views.figure, name="figure"),
    path("<int:number>/evidence/file/", views.evidence_file, name="evidence-file"),
    path("<int:number>/corrections/", views.corrections, name="corrections"),
]
