"""Addresses below ``/o/<org>/programs/``, grouped by noun; ``urls`` joins them."""
