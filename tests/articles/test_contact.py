import datetime
import re

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command

from articles.models import ContactMessage
from tests.articles.factories import create_message

pytestmark = pytest.mark.django_db

OPENED = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)
MESSAGE = {
    "name": "Ada",
    "email": "ada@example.org",
    "subject": "A price",
    "message": "The fee of this exam is 165 dollars now.",
    "about": "/programs/exam/",
}


def stamp_of(response):
    return re.search(r'name="stamp" value="([^"]+)"', response.content.decode())[1]


def send(client, *, after=60, **changes):
    """Open the form, wait some seconds and send it."""
    with time_machine.travel(OPENED, tick=False):
        stamp = stamp_of(client.get("/contact/"))
    with time_machine.travel(OPENED + datetime.timedelta(seconds=after), tick=False):
        return client.post("/contact/", {**MESSAGE, "stamp": stamp, **changes})


def test_a_message_is_stored_and_thanked_for(client):
    response = send(client)
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200
    stored = ContactMessage.objects.get()
    assert {name: getattr(stored, name) for name in MESSAGE} == MESSAGE
    assert not stored.handled


def test_staff_are_told_by_e_mail(client, settings):
    settings.CONTACT_RECIPIENTS = ["desk@example.org"]
    send(client)
    (email,) = mail.outbox
    assert email.to == ["desk@example.org"]
    assert email.reply_to == ["ada@example.org"]
    assert email.subject == "[MLPath] A price"
    assert "165 dollars" in email.body
    assert "/programs/exam/" in email.body


def test_without_recipients_the_message_waits_at_the_desk(client, settings):
    settings.CONTACT_RECIPIENTS = []
    send(client)
    assert mail.outbox == []
    assert ContactMessage.objects.count() == 1


def test_a_failing_mail_server_loses_nothing(client, settings, caplog, monkeypatch):
    def fail(self, *args, **kwargs):
        raise ConnectionRefusedError("no mail server")

    settings.CONTACT_RECIPIENTS = ["desk@example.org"]
    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    assert send(client).status_code == 302
    assert ContactMessage.objects.count() == 1
    assert "it waits at the desk" in caplog.text


def test_a_line_break_in_the_subject_adds_no_header(client, settings):
    settings.CONTACT_RECIPIENTS = ["desk@example.org"]
    send(client, subject="Hello\r\nBcc: all@example.org", name="Ada\nBcc: all@example.org")
    (email,) = mail.outbox
    assert email.subject == "[MLPath] Hello Bcc: all@example.org"
    assert email.message()["Bcc"] is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"after": 1}, "faster than people write"),
        ({"after": 3}, "faster than people write"),
        ({"after": 25 * 60 * 60}, "open for more than a day"),
        ({"stamp": ""}, "please send again"),
        ({"stamp": "contact:forged:stamp"}, "please send again"),
        ({"website": "https://spam.example"}, "A field that people cannot see"),
        ({"message": "Buy: " + "https://spam.example " * 4}, "keep to 3 links"),
        ({"message": "short"}, "Ensure this value has at least 10 characters"),
        ({"message": "x" * 5001}, "Ensure this value has at most 5000 characters"),
        ({"message": ""}, "Please write your message"),
        ({"name": ""}, "Please give a name"),
        ({"name": "x" * 81}, "Ensure this value has at most 80 characters"),
        ({"email": "ada"}, "Please give a whole address"),
        ({"about": "https://spam.example/"}, "This is not an address on this site"),
        ({"about": "//spam.example/"}, "This is not an address on this site"),
        ({"name": "a\0b"}, "Null characters are not allowed"),
    ],
)
def test_what_cannot_be_sent_is_said_and_nothing_typed_is_lost(client, settings, changes, words):
    settings.CONTACT_RECIPIENTS = ["desk@example.org"]
    response = send(client, **changes)
    page = response.content.decode()
    assert response.status_code == 200
    assert words in page
    if "message" not in changes:
        assert MESSAGE["message"] in page
    assert not ContactMessage.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize("first", [{"after": 1}, {"after": 90000}, {"website": "x"}], ids=str)
def test_sending_again_after_a_refusal_works(client, first):
    refused = send(client, **first)
    again = OPENED + datetime.timedelta(seconds=first.get("after", 60) + 10)
    with time_machine.travel(again, tick=False):
        client.post("/contact/", {**MESSAGE, "stamp": stamp_of(refused), "website": ""})
    assert ContactMessage.objects.count() == 1


def test_the_page_one_came_from_is_filled_in(client):
    assert b'value="/programs/exam/"' in client.get("/contact/?about=/programs/exam/").content


@pytest.mark.parametrize("about", ["https://spam.example/", "//spam.example", "/a b", "/" * 2])
def test_a_foreign_address_is_not_filled_in(client, about):
    page = client.get("/contact/", {"about": about}).content.decode()
    assert f'value="{about}"' not in page


def test_the_trap_is_out_of_the_way_of_people(client):
    page = client.get("/contact/").content.decode()
    (trap,) = re.findall(r'<input[^>]*name="website"[^>]*>', page)
    assert 'tabindex="-1"' in trap
    assert 'autocomplete="off"' in trap


def test_messages_older_than_180_days_are_deleted(capsys):
    create_message(days_ago=181)
    kept = create_message(days_ago=179)
    call_command("delete_old_messages")
    assert list(ContactMessage.objects.all()) == [kept]
    assert capsys.readouterr().out.splitlines()[0] == "Deleted 1 messages older than 180 days."
