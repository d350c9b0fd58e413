"""Prints how many rows the outbox holds; runs in the environment of the site."""


def main() -> None:
    import django

    django.setup()
    from search.models import OutboxRow

    print(OutboxRow.objects.filter(parked=False).count())


if __name__ == "__main__":
    main()
