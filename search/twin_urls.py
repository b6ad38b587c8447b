"""Addresses of the glossary for programs: the same whatever the interface's language."""

from django.urls import path

from search import term_twins

urlpatterns = [
    path("terms.json", term_twins.glossary),
    path("terms/<slug:slug>.json", term_twins.term),
]
