"""Addresses of the glossary."""

from django.urls import path

from search import term_views

urlpatterns = [
    path("", term_views.glossary, name="glossary"),
    path("<slug:slug>/", term_views.term, name="term"),
]
