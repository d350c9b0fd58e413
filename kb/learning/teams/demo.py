"""The team of the demo accounts."""

from django.contrib.auth import get_user_model

from kb.learning.models import Team

NAME = "Klientu centrs"
SUPERVISOR = "vaditaja"
MEMBERS = ("darbinieks", "jaunais")


def create_demo_team() -> None:
    """``vaditaja`` supervises ``darbinieks`` and ``jaunais``; where there is any team already, nothing is changed."""
    if Team.objects.exists():
        return
    people = get_user_model().objects
    team = Team.objects.create(name=NAME)
    team.supervisors.set(people.filter(username=SUPERVISOR))
    team.members.set(people.filter(username__in=MEMBERS))
