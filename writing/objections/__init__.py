"""What readers object to: the form, and the editors' queue."""
