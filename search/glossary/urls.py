"""Addresses of the glossary."""

from django.urls import path

from search.glossary import views

urlpatterns = [
    path("", views.glossary, name="glossary"),
    path("<slug:slug>/", views.term, name="term"),
]
