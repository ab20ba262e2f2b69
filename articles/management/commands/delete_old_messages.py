from django.core.management.base import BaseCommand

from articles.models import KEEP_MESSAGES_DAYS, ContactMessage
from catalog.empty_searches import KEEP_DAYS, delete_old_empty_searches


class Command(BaseCommand):
    help = (
        f"Delete contact messages older than {KEEP_MESSAGES_DAYS} days, and searches without "
        f"result that nobody repeated for {KEEP_DAYS} days, as the site promises. "
        "Run it daily; running it again is safe."
    )

    def handle(self, **options):
        count, _ = ContactMessage.objects.expired().delete()
        self.stdout.write(f"Deleted {count} messages older than {KEEP_MESSAGES_DAYS} days.")
        count = delete_old_empty_searches()
        self.stdout.write(f"Deleted {count} searches not repeated for {KEEP_DAYS} days.")
