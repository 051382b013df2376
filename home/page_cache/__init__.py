"""Public pages, rendered once for each generation of the site and then kept."""
