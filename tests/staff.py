"""People at the desk."""

from django.contrib.auth.models import Group, User


def create_staff(*groups: str) -> User:
    """Somebody of these groups, who may do what they may."""
    user = User.objects.create_user("staff", is_staff=True)
    user.groups.set([Group.objects.get(name=name) for name in groups])
    return user
