"""A copy of the knowledge base in files, for the day when the server is down: it opens from a disk, without a server.

``write`` puts it together, ``folder`` puts it in the place of the earlier copy, ``pages`` and ``screens`` say what is
in it, ``offline`` makes a rendered page stand alone, ``addresses`` says where its links lead.
"""
