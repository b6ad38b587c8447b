"""The desk's forms for what are fields of a record: publication, and the answer to a report."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.models import Interview, Report
from archive.sources import FORMS
from archive.text import FORBIDDEN

LARGEST = 32_000_000
# What editors call the forms of files that are read, in the page's language.
FORM_LABELS = {name: _(label) for name, label in FORMS.items()}


class PublicationForm(forms.ModelForm):
    """Whether readers see an interview, from when on, and why not."""

    class Meta:
        model = Interview
        fields = ["state", "embargo", "withdrawal", "featured"]
        widgets = {
            "embargo": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
            "withdrawal": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        }
        help_texts = {
            "embargo": _("Readers see it from then on; empty: from its publication on."),
            "withdrawal": _("Readers who follow a link to it read this."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean_withdrawal(self) -> str:
        return FORBIDDEN.sub("", str(self.cleaned_data["withdrawal"])).strip()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        is_withdrawn = values.get("state") == Interview.State.WITHDRAWN
        if is_withdrawn and not values.get("withdrawal"):
            self.add_error("withdrawal", _("Say why it was withdrawn."))
        return values

    def validate_constraints(self) -> None:
        """The interview that was on the home page gives way as this one is saved."""

    def save(self, commit: bool = True) -> Interview:
        """Save it; only one interview stands on the home page."""
        if self.instance.featured:
            others = Interview.objects.filter(featured=True).exclude(pk=self.instance.pk)
            for each in others:
                each.featured = False
                each.save(update_fields=["featured"])
        if {"state", "withdrawal"}.intersection(self.changed_data):
            self._renew_reason()
        saved: Interview = super().save(commit)
        return saved

    def _renew_reason(self) -> None:
        """Keep the reason that was given, where one is; its translations were of another."""
        reason = self.instance.withdrawal
        self.instance.forget_withdrawal()
        if self.instance.state == Interview.State.WITHDRAWN:
            self.instance.withdrawal = reason


class AnswerForm(forms.ModelForm):
    """What became of a reader's report."""

    class Meta:
        model = Report
        fields = ["status", "answer"]
        widgets = {"answer": forms.Textarea(attrs={"rows": 3, "dir": "auto"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def clean_answer(self) -> str:
        return FORBIDDEN.sub("", str(self.cleaned_data["answer"])).strip()


class UploadForm(forms.Form):
    """A file with an interview, of any form that is read; which one is told by its content."""

    file = forms.FileField(label=_("File"), max_length=255)
    form = forms.ChoiceField(label=_("Form"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        form = cast(forms.ChoiceField, self.fields["form"])
        form.choices = [("", _("by its content")), *FORM_LABELS.items()]

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            megabytes = LARGEST // 1_000_000
            message = _("The file is larger than %(megabytes)s MB.") % {"megabytes": megabytes}
            raise forms.ValidationError(message)
        return sent
