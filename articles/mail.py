"""Tells staff that a message has come. The message itself is already stored at the desk."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.mail import EmailMessage

from articles.models import ContactMessage

logger = logging.getLogger(__name__)


def notify_staff(message: ContactMessage) -> None:
    """Send one e-mail to CONTACT_RECIPIENTS; a failure is logged and never raised."""
    if not settings.CONTACT_RECIPIENTS:
        return
    email = EmailMessage(
        subject=f"[MLPath] {message}",
        body=_body(message),
        to=settings.CONTACT_RECIPIENTS,
        reply_to=[message.email],
    )
    try:
        email.send()
    # Every backend has errors of its own, and none of them may lose the visitor's message.
    except Exception:
        logger.exception("No e-mail for contact message %s; it waits at the desk", message.pk)


def _body(message: ContactMessage) -> str:
    about = f"About: {message.about}\n" if message.about else ""
    return f"From: {message.name} <{message.email}>\n{about}\n{message.message}\n"
