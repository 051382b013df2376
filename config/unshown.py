"""What no kept page shows: a change here makes no page be rendered again.

Whatever is in neither list counts as shown. tests/home/test_generation.py has the
models that are.
"""

MODELS = [
    # Who may do what, and what they did.
    *("auth.Group", "auth.Group_permissions", "auth.Permission"),
    *("home.User_groups", "home.User_user_permissions", "contenttypes.ContentType"),
    *("axes.AccessAttempt", "axes.AccessAttemptExpiration"),
    *("axes.AccessFailureLog", "axes.AccessLog"),
    *("otp_totp.TOTPDevice", "otp_static.StaticDevice", "otp_static.StaticToken"),
    *("sessions.Session", "wagtailusers.UserProfile", "wagtailcore.APIToken"),
    *("wagtailadmin.Admin", "wagtailadmin.EditingSession", "wagtailadmin.FormState"),
    *("wagtailcore.GroupCollectionPermission", "wagtailcore.GroupPagePermission"),
    *("wagtailcore.GroupSitePermission", "wagtailcore.PageSubscription"),
    *("wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry"),
    # Drafts, and what is said of them.
    *("wagtailcore.Revision", "wagtailcore.Comment", "wagtailcore.CommentReply"),
    *("wagtailcore.Task", "wagtailcore.TaskState", "wagtailcore.Workflow"),
    *("wagtailcore.WorkflowContentType", "wagtailcore.WorkflowPage"),
    *("wagtailcore.WorkflowState", "wagtailcore.WorkflowTask"),
    *("wagtailcore.GroupApprovalTask", "wagtailcore.GroupApprovalTask_groups"),
    *("writing.ReviewApprovalTask", "writing.ReviewApprovalTask_groups"),
    *("wagtailcore.UploadedFile", "writing.BundleUpload", "writing.Override"),
    *("writing.DraftLink", "writing.DraftComment"),
    # The desk.
    *("writing.Standing", "writing.StaleClaim", "writing.VersionText"),
    *("writing.OutsideLink", "writing.LinkUse", "writing.TagsApart"),
    "writing.Objection",
    # Where editors look things up.
    *("wagtailcore.ReferenceIndex", "wagtailsearch.IndexEntry"),
    *("wagtailsearch.SQLiteFTSIndexEntry", "taggit.Tag", "taggit.TaggedItem"),
    # What was searched for.
    *("search.Unanswered", "wagtailsearchpromotions.Query"),
    "wagtailsearchpromotions.QueryDailyHits",
    # The generation itself.
    "home.Generation",
]

# Columns of any table that a draft that is saved, or a person who signs in, changes.
COLUMNS = [
    *("draft_title", "has_unpublished_changes", "last_login"),
    *("latest_revision_id", "latest_revision_created_at"),
    *("locked", "locked_at", "locked_by_id"),
]
