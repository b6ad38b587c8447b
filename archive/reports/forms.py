"""The form in which a reader reports an error."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from archive.models import Anchor, Interview, Report, is_public
from archive.models.reports import MESSAGE_LIMIT, WORDS_LIMIT
from archive.text import FORBIDDEN


class ReportForm(forms.ModelForm):
    """`website` is a trap: people do not see it, programs that fill every field do."""

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = Report
        fields = ["anchor", "words", "message", "email"]
        labels = {
            "words": _("The words in question"),
            "message": _("What is wrong?"),
            "email": _("Your email address, if we may ask back (optional)"),
        }
        widgets = {
            "anchor": forms.HiddenInput(),
            "words": forms.Textarea(attrs={"rows": 4, "maxlength": WORDS_LIMIT, "dir": "auto"}),
            "message": forms.Textarea(attrs={"rows": 6, "maxlength": MESSAGE_LIMIT, "dir": "auto"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages = {
            "message": {"required": _("Please say what is wrong.")},
            "email": {
                "invalid": _("This is no email address. Correct it, or leave the field empty.")
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        if self.is_bound:
            # Characters that no page may hold: the form shows again what was written.
            self.data = QueryDict(mutable=True)
            for name, value in args[0].items():
                self.data[name] = FORBIDDEN.sub("", value)
        for name, field in self.fields.items():
            if self.is_bound and name in self.errors:
                field.widget.attrs["aria-invalid"] = "true"
                field.widget.attrs["aria-describedby"] = f"error-{name}"

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled it in."""
        return bool(self.data.get("website"))

    def clean_anchor(self) -> str:
        code: str = self.cleaned_data["anchor"]
        # Who had the form open while it was withdrawn is still heard.
        known = Q(interview__state=Interview.State.WITHDRAWN) | is_public("interview")
        if code and not Anchor.objects.filter(known, code=code).exists():
            raise ValidationError(
                _("There is no place “%(code)s” in the archive."), params={"code": code}
            )
        return code
