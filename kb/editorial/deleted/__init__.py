"""A form was open while somebody deleted what it is about: nothing can be saved, and nothing that was typed is lost."""
