"""A person confirms a version of the standard: who has to and until when, the record, and its proof."""
