"""Prints which pages there are to work on, as JSON; runs in the environment of the site.

Usage: python -m tools.faults.pages
"""

import json
import sys


def main() -> None:
    import django

    django.setup()
    from kb.content.models import CollectionPage
    from kb.desk.last_known import recall
    from tools.faults import texts

    guidance = [page for model in texts.TYPES for page in model.objects.live().order_by("pk")]
    known = recall()
    found = {
        "pages": [page.pk for page in guidance],
        "codes": [page.code for page in guidance],
        "places": list(CollectionPage.objects.live().order_by("pk").values_list("pk", flat=True)),
        "texts": texts.prints(),
        "numbers": [number for item in known.emergency for number in item.numbers] + [known.phone],
    }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
