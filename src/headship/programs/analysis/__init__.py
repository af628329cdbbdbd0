"""Figures about sessions: the only modules of programs that compute statistics."""
