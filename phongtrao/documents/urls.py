from django.urls import path

from phongtrao.documents import views

PREFIX = "documents/"
urlpatterns = [
    path("", views.outgoing, name="list"),
    path("new/", views.new, name="new"),
    path("<int:number>/", views.document, name="document"),
    path("<int:number>/change/", views.change, name="change"),
    path("<int:number>/check/", views.check, name="check"),
    path("<int:number>/layout/", views.layout, name="layout"),
    path("<int:number>/signature/", views.signature, name="signature"),
    path("<int:number>/number/", views.number, name="number"),
    path("<int:number>/issue/", views.issue, name="issue"),
    path("<int:number>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("<int:number>/end/", views.drop, name="drop"),
    path("<int:number>/relations/", views.relations, name="relations"),
    path("<int:number>/relations/<int:relation>/removal/", views.removal, name="removal"),
    path("<int:number>/files/<int:sequence>/", views.file, name="file"),
    path("checking/", views.checking, name="checking"),
    path("incoming/", views.incoming, name="incoming"),
    path("incoming/new/", views.new_incoming, name="new-incoming"),
    path("incoming/<int:number>/", views.arrived, name="arrived"),
    path("incoming/<int:number>/change/", views.correct, name="correct"),
    path("incoming/<int:number>/handling/", views.handling, name="handling"),
    path("incoming/<int:number>/file/", views.incoming_file, name="incoming-file"),
    path("registers/", views.registers, name="registers"),
    path("registers/series/new/", views.new_series, name="new-series"),
    path("registers/series/<int:number>/", views.series, name="series"),
    path("registers/<int:number>/", views.register, name="register"),
    path("registers/<int:number>/numbers/<int:given>/cancellation/", views.cancellation, name="cancellation"),
    path("letterhead/", views.letterhead, name="letterhead"),
    path("letterhead/picture/", views.letterhead_picture, name="letterhead-picture"),
    path("letterhead/signatories/", views.signatories, name="signatories"),
    path("letterhead/signatories/<int:number>/end/", views.signatory_end, name="signatory-end"),
    path("letterhead/signatories/<int:number>/erasure/", views.signatory_erasure, name="signatory-erasure"),
]
