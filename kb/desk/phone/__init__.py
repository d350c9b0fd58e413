"""Serving by phone: what is withheld until the caller is identified, and by what identity is proven in each channel."""
