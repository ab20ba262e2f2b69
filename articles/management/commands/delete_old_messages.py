from django.core.management.base import BaseCommand

from articles.models import KEEP_MESSAGES_DAYS, ContactMessage


class Command(BaseCommand):
    help = (
        f"Delete contact messages older than {KEEP_MESSAGES_DAYS} days, as the site promises. "
        "Run it daily; running it again is safe."
    )

    def handle(self, **options):
        count, _ = ContactMessage.objects.expired().delete()
        self.stdout.write(f"Deleted {count} messages older than {KEEP_MESSAGES_DAYS} days.")
