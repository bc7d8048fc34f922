from django.urls import path

from phongtrao.reports import views

PREFIX = "reports/"
urlpatterns = [
    path("", views.all_reports, name="list"),
    path("requests/", views.ask, name="ask"),
    path("requests/<int:number>/", views.board, name="request"),
    path("requests/<int:number>/registered/", views.registered, name="registered"),
    path("requests/<int:number>/workbooks/", views.workbooks, name="workbooks"),
    path("requests/<int:number>/imports/", views.request_imports, name="request-imports"),
    path("imports/<int:number>/", views.imported, name="import"),
    path("imports/<int:number>/files/<int:file>/", views.imported_file, name="import-file"),
    path("findings/", views.worklist, name="worklist"),
    path("annual/", views.annual, name="annual"),
    path("<int:number>/", views.report, name="report"),
    path("<int:number>/sections/<slug:id>/", views.section, name="section"),
    path("<int:number>/evidence/<str:field>/", views.evidence, name="evidence"),
    path("<int:number>/evidence/<str:field>/removal/", views.removal, name="removal"),
    path("<int:number>/evidence/<str:field>/file/", views.draft_file, name="draft-file"),
    path("<int:number>/reopening/", views.reopening, name="reopening"),
    path("<int:number>/reopening/request/", views.reopening_request, name="reopening-request"),
    path("<int:number>/reopening/refusal/", views.reopening_refusal, name="reopening-refusal"),
    path("<int:number>/presence/", views.presence, name="presence"),
    path("<int:number>/word/", views.word, name="word"),
    path("<int:number>/papers/", views.papers, name="papers"),
    path("<int:number>/papers/<int:sequence>/file/", views.paper_file, name="paper-file"),
    path("<int:number>/workbook/", views.workbook, name="workbook"),
    path("<int:number>/imports/", views.report_imports, name="report-imports"),
    path("<int:number>/check/", views.check, name="check"),
    path("<int:number>/submissions/", views.submissions, name="submissions"),
    path("<int:number>/submissions/<int:sent>/", views.submission, name="submission"),
    path("<int:number>/submissions/<int:sent>/receipt/", views.receipt, name="receipt"),
    path("<int:number>/submissions/<int:sent>/receipt/file/", views.receipt_file, name="receipt-file"),
    path("<int:number>/submissions/<int:sent>/files/<str:field>/", views.sent_file, name="sent-file"),
    path("<int:number>/submissions/<int:sent>/return/", views.returns, name="return"),
    path("<int:number>/submissions/<int:sent>/acceptance/", views.acceptance, name="acceptance"),
]
