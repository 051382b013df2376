"""Who may open what in the CMS: every kind of address that we have, role by role.

Names in braces are keys of the objects that the tests make.
"""

ROLES = ["editor", "moderator", "administrator"]

OPEN = """
address                                                   editor moderator administrator
/admin/                                                         yes yes yes
/admin/account/                                                 yes yes yes
/admin/second-factor/                                           yes yes yes
/admin/second-factor/off/                                       yes yes yes

/admin/pages/{index}/                                           yes yes yes
/admin/pages/{home}/                                            yes yes yes
/admin/pages/search/?q=kafka                                    yes yes yes
/admin/pages/{index}/add_subpage/                               yes yes yes
/admin/pages/{home}/add_subpage/                                no yes yes
/admin/pages/add/writing/reviewpage/{index}/                    yes yes yes
/admin/pages/add/writing/seriespage/{index}/                    yes yes yes
/admin/pages/add/home/plainpage/{home}/                         no yes yes
/admin/pages/add/writing/reviewpage/{home}/                     no no no
/admin/pages/add/home/plainpage/{index}/                        no no no
/admin/pages/add/home/homepage/{home}/                          no no no
/admin/pages/add/writing/writingindexpage/{home}/               no no no

/admin/pages/{review}/edit/                                     yes yes yes
/admin/pages/{draft}/edit/                                      yes yes yes
/admin/pages/{draft}/view_draft/                                yes yes yes
/admin/pages/{review}/revisions/{revision}/view/                yes yes yes
/admin/pages/{review}/revisions/{revision}/revert/              yes yes yes
/admin/pages/{review}/revisions/compare/earliest...latest/      yes yes yes
/admin/pages/{review}/history/                                  yes yes yes
/admin/pages/{review}/history/?versions=settled                 yes yes yes
/admin/pages/{draft}/edit/preview/?mode=markdown                yes yes yes
/admin/pages/{about}/edit/preview/                              no yes yes
/admin/pages/{review}/workflow_history/                         yes yes yes
/admin/pages/{review}/usage/                                    yes yes yes
/admin/pages/{review}/copy/                                     yes yes yes
/admin/pages/{draft}/delete/                                    yes yes yes
/admin/pages/{review}/delete/                                   no yes yes
/admin/pages/{review}/unpublish/                                no yes yes
/admin/pages/{review}/move/                                     no yes yes
/admin/pages/{review}/privacy/                                  no yes yes
/admin/pages/workflow/action/{draft}/approve/{task_state}/      no yes yes
/admin/pages/workflow/preview/{draft}/{task}/                   no yes yes

/admin/reviews/{review}/bundle/                                 yes yes yes
/admin/reviews/{draft}/bundle/                                  yes yes yes
/admin/reviews/import/{index}/                                  yes yes yes
/admin/reviews/import/{home}/                                   no no no
/admin/reviews/series/{series}/bundle/                          yes yes yes
/admin/reviews/series/{review}/bundle/                          no no no
/admin/reviews/index/{index}/bundle/                            yes yes yes
/admin/reviews/index/{home}/bundle/                             no no no
/admin/reviews/{review}/draft-links/                            yes yes yes
/admin/reviews/{draft}/draft-links/                             yes yes yes
/admin/reviews/{draft}/draft-links/new/                         yes yes yes
/admin/reviews/draft-links/{draft_link}/revoke/                 yes yes yes
/admin/reviews/draft-comments/                                  yes yes yes

/admin/reviews/objections/                                      yes yes yes
/admin/reviews/objections/results/                              yes yes yes
/admin/reviews/objections/{objection}/                          yes yes yes
/admin/reviews/objections/{objection}/delete/                   yes yes yes

/admin/reviews/{review}/quotes/                                 yes yes yes
/admin/reviews/{draft}/quotes/                                  yes yes yes
/admin/reviews/stale-claims/                                    yes yes yes
/admin/papers/{paper}/texts/                                    yes yes yes
/admin/papers/texts/{text}/file/                                yes yes yes
/admin/papers/texts/{text}/remove/                              yes yes yes

/admin/pages/{series}/edit/                                     yes yes yes
/admin/pages/{series}/unpublish/                                no yes yes
/admin/pages/{index}/edit/                                      yes yes yes
/admin/pages/{index}/unpublish/                                 no yes yes
/admin/pages/{index}/delete/                                    no no yes
/admin/pages/{home}/edit/                                       no yes yes
/admin/pages/{home}/history/                                    no yes yes
/admin/pages/{home}/delete/                                     no no yes
/admin/pages/{about}/edit/                                      no yes yes
/admin/pages/{about}/copy/                                      no yes yes
/admin/pages/{about}/unpublish/                                 no yes yes
/admin/pages/{about}/privacy/                                   no yes yes

/admin/snippets/                                                no yes yes
/admin/snippets/writing/paper/                                  yes yes yes
/admin/snippets/writing/paper/add/                              yes yes yes
/admin/snippets/writing/paper/edit/{paper}/                     yes yes yes
/admin/snippets/writing/paper/copy/{paper}/                     yes yes yes
/admin/snippets/writing/paper/history/{paper}/                  yes yes yes
/admin/snippets/writing/paper/usage/{paper}/                    yes yes yes
/admin/snippets/writing/paper/workflow_history/{paper}/         yes yes yes
/admin/snippets/writing/paper/unpublish/{paper}/                no yes yes
/admin/snippets/writing/paper/delete/{spare}/                   no yes yes
/admin/snippets/choose/writing/paper/                           yes yes yes
/admin/snippets/choose/writing/paper/create/                    yes yes yes
/admin/papers/paste/                                            yes yes yes
/admin/snippets/writing/reviewtag/                              no yes yes
/admin/snippets/writing/reviewtag/add/                          no yes yes
/admin/snippets/writing/reviewtag/edit/{tag}/                   no yes yes
/admin/snippets/writing/reviewtag/delete/{tag}/                 no yes yes
/admin/tag-autocomplete/writing/reviewtag/?term=me              yes yes yes

/admin/images/                                                  yes yes yes
/admin/images/add/                                              yes yes yes
/admin/images/multiple/add/                                     yes yes yes
/admin/images/chooser/                                          yes yes yes
/admin/images/{own_image}/                                      yes yes yes
/admin/images/{own_image}/delete/                               yes yes yes
/admin/images/{image}/                                          no yes yes
/admin/images/{image}/delete/                                   no yes yes
/admin/images/usage/{image}/                                    no yes yes
/admin/documents/                                               no no yes
/admin/documents/add/                                           no no yes

/admin/settings/home/sitesettings/                              no no yes
/admin/settings/home/sitesettings/{site}/                       no no yes
/admin/settings/writing/citationsettings/                       no no yes
/admin/settings/writing/citationsettings/{site}/                no no yes
/admin/sites/                                                   no no yes
/admin/sites/edit/{site}/                                       no no yes
/admin/users/                                                   no no yes
/admin/users/new/                                               no no yes
/admin/users/edit/{someone}/                                    no no yes
/admin/users/delete/{someone}/                                  no no yes
/admin/groups/                                                  no no yes
/admin/groups/new/                                              no no yes
/admin/groups/edit/{group}/                                     no no yes
/admin/collections/                                             no no yes
/admin/collections/add/                                         no no yes
/admin/redirects/                                               no no yes
/admin/redirects/add/                                           no no yes
/admin/redirects/{redirect}/                                    no no yes
/admin/workflows/list/                                          no no yes
/admin/workflows/add/                                           no no yes
/admin/workflows/edit/{workflow}/                               no no yes
/admin/workflows/tasks/index/                                   no no yes
/admin/workflows/tasks/edit/{task}/                             no no yes
/admin/reports/workflow/                                        yes yes yes
/admin/reports/workflow_tasks/                                  yes yes yes
/admin/reports/locked/                                          no yes yes
/admin/reports/site-history/                                    yes yes yes
/admin/reports/aging-pages/                                     yes yes yes
/admin/reports/page-types-usage/                                yes yes yes
/admin/reports/desk/reviews/                                    yes yes yes
/admin/reports/desk/reviews/results/                            yes yes yes
/admin/reports/desk/reviews/?export=csv                         yes yes yes
/admin/reports/desk/links/                                      yes yes yes
/admin/reports/desk/links/results/                              yes yes yes
/admin/reports/desk/links/?export=xlsx                          yes yes yes
/admin/reports/desk/searches/                                   yes yes yes
/admin/reports/desk/searches/results/                           yes yes yes
/admin/reports/desk/searches/?export=csv                        yes yes yes
/admin/reports/desk/tags/                                       no yes yes
/admin/reports/desk/tags/results/                               no yes yes
/admin/reports/desk/tags/?export=csv                            no yes yes
/admin/reviews/tags/merge/{tag}/{twin}/                         no yes yes
/admin/synonyms/                                                no yes yes
/admin/synonyms/results/                                        no yes yes
/admin/synonyms/new/                                            no yes yes
/admin/synonyms/edit/{synonym}/                                 no yes yes
/admin/synonyms/delete/{synonym}/                               no yes yes
/admin/synonyms/history/{synonym}/                              no yes yes
/admin/synonyms/usage/{synonym}/                                no yes yes
/admin/searchpicks/                                             no yes yes
/admin/searchpicks/results/                                     no yes yes
/admin/searchpicks/add/                                         no yes yes
/admin/searchpicks/{query}/                                     no yes yes
/admin/searchpicks/{query}/delete/                              no yes yes
/admin/searchpicks/queries/chooser/                             yes yes yes
/admin/searchpicks/queries/chooser/results/                     yes yes yes
/admin/searchpicks/reports/search-terms/                        no no yes
/admin/api/main/pages/                                          yes yes yes
/admin/api/main/pages/{draft}/                                  yes yes yes
/admin/api/main/images/                                         yes yes yes
"""


CHANGE = """
address|fields                                           editor moderator administrator
/admin/pages/{draft}/delete/                                    yes yes yes
/admin/pages/{review}/delete/                                   no yes yes
/admin/pages/{series}/delete/                                   no yes yes
/admin/pages/{about}/delete/                                    no yes yes
/admin/pages/{home}/delete/?confirm_site_name=Close_Reading     no no yes
/admin/pages/{review}/unpublish/                                no yes yes
/admin/pages/{home}/unpublish/                                  no yes yes
/admin/pages/{review}/lock/                                     no yes yes
/admin/pages/{draft}/lock/                                      no yes yes
/admin/pages/{review}/privacy/|restriction_type=login           no yes yes
/admin/pages/{home}/privacy/|restriction_type=login             no yes yes
/admin/pages/{series}/set_position/?position=0                  no yes yes
/admin/pages/{review}/move/{home}/confirm/                      no no no
/admin/pages/{about}/copy/|new_title=A&new_slug=a&new_parent_page={home} no yes yes
/admin/pages/{review}/copy/|new_title=A&new_slug=a&new_parent_page={index} yes yes yes
/admin/pages/{about}/edit/|title=A&slug=a&body=null             no yes yes
/admin/pages/{home}/edit/|title=A&slug=a                        no yes yes
/admin/pages/add/home/plainpage/{home}/|title=A&slug=a&body=null no yes yes
/admin/pages/workflow/action/{draft}/approve/{task_state}/      no yes yes
/admin/pages/workflow/action/{draft}/reject/{task_state}/       no yes yes
/admin/bulk/wagtailcore/page/publish/?id={draft}                no yes yes
/admin/bulk/wagtailcore/page/unpublish/?id={review}             no yes yes
/admin/bulk/wagtailcore/page/delete/?id={review}                no yes yes
/admin/reviews/objections/{objection}/|state=accepted&answer=Right  yes yes yes
/admin/reviews/objections/{objection}/|state=declined           yes yes yes
/admin/reviews/objections/{objection}/delete/                   yes yes yes

/admin/reviews/{draft}/draft-links/new/|recipient=Ada&days=14   yes yes yes
/admin/reviews/draft-links/{draft_link}/revoke/                 yes yes yes
/admin/reviews/draft-comments/{draft_comment}/done/             yes yes yes
/admin/reviews/draft-comments/{draft_comment}/reopen/           no no no

/admin/snippets/writing/paper/unpublish/{paper}/                no yes yes
/admin/snippets/writing/paper/lock/{paper}/                     no yes yes
/admin/snippets/writing/paper/delete/{spare}/                   no yes yes
/admin/snippets/writing/paper/delete/{paper}/                   no no no
/admin/bulk/writing/paper/delete/?id={spare}                    no yes yes
/admin/bulk/writing/paper/delete/?id={paper}                    no no no
/admin/papers/paste/|text=10.1000/182                           no no no
/admin/papers/paste/store/|{pasted}&then=draft                  yes yes yes
/admin/papers/paste/store/|{pasted}&then=publish                no yes yes
/admin/snippets/choose/writing/paper/create/|{pasted}&then=draft yes yes yes
/admin/snippets/choose/writing/paper/create/|{pasted}&then=publish no yes yes
/admin/snippets/writing/reviewtag/add/|name=streams&slug=streams no yes yes
/admin/snippets/writing/reviewtag/edit/{tag}/|name=streams&slug=streams no yes yes
/admin/snippets/writing/reviewtag/delete/{tag}/                 no yes yes

/admin/reports/desk/check/                                      yes yes yes
/admin/reviews/tags/merge/{tag}/{twin}/|keep={tag}              no yes yes
/admin/reviews/tags/apart/{tag}/{twin}/                         no yes yes
/admin/papers/texts/{text}/remove/                              yes yes yes
/admin/reviews/stale-claims/done/|row={stale}                   yes yes yes
/admin/reviews/stale-claims/done/|review={review}               yes yes yes

/admin/synonyms/new/|phrases=raft,vsr                           no yes yes
/admin/synonyms/edit/{synonym}/|phrases=raft,vsr                no yes yes
/admin/synonyms/delete/{synonym}/                               no yes yes
/admin/searchpicks/add/|query_string=raft&{promotion}           no yes yes
/admin/searchpicks/{query}/|query_string=raft&{promotion}       no yes yes
/admin/searchpicks/{query}/delete/                              no yes yes

/admin/images/{own_image}/delete/                               yes yes yes
/admin/images/{image}/delete/                                   no yes yes
/admin/bulk/home/editorialimage/delete/?id={image}              no yes yes

/admin/settings/home/sitesettings/{site}/|site_name=Mine&links-count=0 no no yes
/admin/settings/writing/citationsettings/{site}/|reference_style=ieee no no yes
/admin/sites/delete/{site}/                                     no no yes
/admin/users/new/|{new_user} no no yes
/admin/users/delete/{someone}/                                  no no yes
/admin/bulk/home/user/delete/?id={someone}                      no no yes
/admin/bulk/home/user/assign_role/?id={someone}|role={group}    no no yes
/admin/groups/delete/{group}/                                   no no yes
/admin/collections/add/|name=Mine&parent={collection} no no yes
/admin/redirects/add/|old_path=/x&redirect_link=http://localhost/y no no yes
/admin/redirects/{redirect}/delete/                             no no yes
/admin/workflows/disable/{workflow}/                            no no yes
/admin/workflows/tasks/disable/{task}/                          no no yes
"""


def rows(table: str) -> dict[str, list[str]]:
    """The addresses of a table, each with the words of its columns."""
    lines = [line.split() for line in table.strip().splitlines()[1:] if line]
    return {address: words for address, *words in lines}


def may(role: str, table: str) -> set[str]:
    """The addresses of a table at which its column for the role says yes."""
    column = ROLES.index(role)
    return {address for address, words in rows(table).items() if words[column] == "yes"}
