/* The button beside a paper's field: it opens the chooser on the tab in which one
   pastes. */
(() => {
  const showTab = (patience) => {
    const tab = document.querySelector(".modal #tab-label-create");
    if (!tab) {
      if (patience) requestAnimationFrame(() => showTab(patience - 1));
      return;
    }
    tab.click();
    const focus = () => document.querySelector(".modal [data-paste-text]")?.focus();
    focus();
    // The dialog takes the focus itself once it has come in.
    window.jQuery(tab.closest(".modal")).one("shown.bs.modal", focus);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-paste-paper]");
    if (!button) return;
    document.getElementById(`${button.dataset.pastePaper}-chooser`).widget.openChooserModal();
    showTab(600);
  });
})();
