"""Changes of opening hours that clients must be told in time: what, by when, where, and who has done it (row D3)."""
