"""What stops a backup or a restore, in a sentence for the operator."""


class BackupError(Exception):
    """Nothing was changed, or it was taken back."""
