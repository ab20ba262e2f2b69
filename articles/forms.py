"""The contact form, with protection from spam that asks no third party and no puzzle."""

from __future__ import annotations

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from articles.models import KEEP_MESSAGES_DAYS, ContactMessage

# Nobody writes a message faster; a machine does.
FASTEST_SECONDS = 3
# A stamp that lasted for ever could be copied and used for ever.
LONGEST_SECONDS = 24 * 60 * 60
LINKS_AT_MOST = 3

_signer = signing.TimestampSigner(salt="articles.contact")


class StampInput(forms.HiddenInput):
    """When the form was drawn, signed. Drawn again, it carries a fresh stamp."""

    def format_value(self, value):
        return _signer.sign("contact")


class EmptyInput(forms.TextInput):
    """Drawn again, it is empty again."""

    def format_value(self, value):
        return ""


class ContactForm(forms.ModelForm):
    # People do not see this field; machines fill in whatever there is.
    website = forms.CharField(required=False, label="Leave this field empty", widget=EmptyInput)
    stamp = forms.CharField(required=False, widget=StampInput)

    class Meta:
        model = ContactMessage
        fields = ["name", "email", "subject", "message", "about"]
        labels = {
            "name": "Your name",
            "email": "Your e-mail address",
            "subject": "Subject (optional)",
            "message": "Your message",
            "about": "Page it is about (optional)",
        }
        help_texts = {
            "name": "So that we know how to address you.",
            "email": "Only to answer you. It is not passed on or added to any list.",
            "subject": "",
            "message": (
                "If a figure is wrong, tell us where you read the right one. "
                f"We delete every message after {KEEP_MESSAGES_DAYS} days."
            ),
            "about": "Such as /programs/ followed by the name; filled in if you came from a page.",
        }
        error_messages = {
            "name": {"required": "Please give a name; a first name will do."},
            "email": {
                "required": "Please give an address that we can answer.",
                "invalid": "Please give a whole address, such as name@example.org.",
            },
            "message": {"required": "Please write your message."},
        }
        widgets = {"message": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["website"].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}
        self.helper = FormHelper()
        self.helper.form_action = "articles:contact"
        self.helper.attrs = {"novalidate": True}  # Our own messages say how to put it right.
        self.helper.layout = Layout(
            *("name", "email", "subject", "message", "about"),
            Div(Field("website"), css_class="visually-hidden", aria_hidden="true"),
            "stamp",
            Submit("send", "Send message", css_class="button"),
        )

    def clean_subject(self):
        # A line break would start a new header in the e-mail.
        return " ".join(self.cleaned_data["subject"].split())

    def clean_message(self):
        message = self.cleaned_data["message"]
        if len(re.findall(r"https?://|www\.", message, re.IGNORECASE)) > LINKS_AT_MOST:
            raise ValidationError(
                f"Please keep to {LINKS_AT_MOST} links; messages with more are mostly advertising."
            )
        return message

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("website"):
            raise ValidationError(
                "A field that people cannot see was filled in, perhaps by your browser. "
                "Nothing is lost: it has been emptied, please send again."
            )
        _check_age(cleaned.get("stamp", ""))
        return cleaned


def _check_age(stamp: str) -> None:
    """Raises ValidationError, in words for people, when the form is too new or too old."""
    try:
        _signer.unsign(stamp, max_age=LONGEST_SECONDS)
    except signing.BadSignature:
        raise ValidationError(
            "This page had been open for more than a day. Nothing is lost: please send again."
        ) from None
    if _is_younger(stamp, FASTEST_SECONDS):
        raise ValidationError(
            "That was faster than people write. Nothing is lost: "
            f"please wait {FASTEST_SECONDS} seconds and send again."
        )


def _is_younger(stamp: str, seconds: int) -> bool:
    try:
        _signer.unsign(stamp, max_age=seconds)
    except signing.SignatureExpired:
        return False
    return True
