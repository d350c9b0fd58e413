"""What people do, in Debian's Chromium, on the site as ``./run`` starts it. A package: its fixtures end with it."""
