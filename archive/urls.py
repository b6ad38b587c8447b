"""Addresses.  Japanese pages stand at the root, the same pages with English labels under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from archive import views

pages = i18n_patterns(
    path("", views.home, name="home"),
    path("interviews/", views.interviews, name="interviews"),
    path("interviews/<slug:interview>/", views.interview, name="interview"),
    path("interviews/<slug:interview>/transcript/", views.transcript, name="transcript"),
    path("interviews/<slug:interview>/topics/<slug:topic>/", views.topic, name="topic"),
    path("interviews/<slug:interview>/speakers/<slug:person>/", views.speaker, name="speaker"),
    path("t/<slug:anchor>/", views.segment, name="segment"),
    path("", include("search.urls")),
    prefix_default_language=False,
)
urlpatterns = [path("admin/", admin.site.urls), *pages]

handler404 = "archive.views.not_found"
