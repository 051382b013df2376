"""Who is let in, from where, and what browsers may do with an answer."""
