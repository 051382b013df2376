"""What pages cost, beside a static file and beside a plain Wagtail blog."""
