"""What a page did besides being shown: what it asked for, and what went wrong."""


class Watch:
    """Listens to one browser page from the moment it is opened."""

    def __init__(self, page, server):
        self.server = server
        self.requests = []
        self.responses = []
        self.faults = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("response", self.answered)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self.heard)

    def answered(self, response):
        self.responses.append(response)

    def heard(self, message):
        """Keep errors; a violation of the content security policy is one.

        What Wagtail's own checker finds in a preview it tells the editor in a panel,
        and the console beside.
        """
        checker = message.text.startswith("axe.run results")
        if message.type == "error" and not checker:
            where = message.location["url"]
            self.faults.append(f"{message.text} ({where})")

    @property
    def elsewhere(self):
        """Addresses on other hosts that were asked for."""
        own = (f"{self.server}/", "data:", "blob:")
        return [url for url in self.requests if not url.startswith(own)]
