"""Links to drafts: for readers without an account, and for the editors behind."""
