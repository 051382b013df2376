"""A review as it is typed, in every shape in which readers will meet it."""
