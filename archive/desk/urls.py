"""Addresses of the desk."""

from django.urls import path

from archive.desk import importing, managing, reports, views

urlpatterns = [
    path("", views.home, name="desk"),
    path("import/", importing.upload, name="desk-import"),
    path("import/<int:upload>/", importing.look, name="desk-import-preview"),
    path("reports/", reports.reports, name="desk-reports"),
    path("reports/<int:report>/", reports.report, name="desk-report"),
    path("turns/<slug:anchor>/", views.turn, name="desk-turn"),
    path("interviews/<slug:interview>/", views.interview, name="desk-interview"),
    path("interviews/<slug:interview>/topics/<slug:topic>/", views.topic, name="desk-topic"),
    path("interviews/<slug:interview>/edits/", managing.act, name="desk-act"),
    path("interviews/<slug:interview>/people/", managing.people, name="desk-people"),
    path("interviews/<slug:interview>/replace/", managing.replace, name="desk-replace"),
    path("interviews/<slug:interview>/history/", managing.history, name="desk-history"),
    path("interviews/<slug:interview>/publication/", managing.publication, name="desk-publication"),
]
