/* Leads to a block or a field of the form in the editor: the tab it stands on is shown,
   what is folded around it is opened, and it gets the focus. */
(() => {
  const at = (root, path) =>
    root.querySelector(`[data-contentpath="${CSS.escape(path)}"]`) || rows(root, path);

  // References and contributors: rows below each other, with a count in front.
  const rows = (root, path) =>
    root.querySelector(`#id_${CSS.escape(path)}-TOTAL_FORMS`)?.closest("[data-panel]");

  /* Whether the place was found. `block` is a block's id or empty, `field` the name of a
     field, or the empty string for the block as a whole. */
  const open = (block, field = "") => {
    const form = document.querySelector("[data-edit-form], #w-editor-form");
    const whole = form && block ? at(form, block) : form;
    const place = whole && ((field && at(whole, field)) || (block && whole));
    if (!place) return false;
    unfold(place);
    arrive(place, FRAMES);
    return true;
  };

  // A tab or a fold may take a moment to show what is in it.
  const FRAMES = 60;
  const arrive = (place, frames) => {
    if (!place.offsetParent && frames) {
      requestAnimationFrame(() => arrive(place, frames - 1));
      return;
    }
    const first = firstIn(place);
    // Before the scrolling, which the focus would otherwise break off half way.
    (first?.CodeMirror || first)?.focus();
    // A block may be taller than the window: what has the focus is what is shown.
    (first || place).scrollIntoView({ block: "center", behavior: "instant" });
  };

  const unfold = (place) => {
    for (let up = place; up; up = up.parentElement) {
      if (up.matches("[role=tabpanel][hidden]")) {
        document.querySelector(`[role=tab][aria-controls="${up.id}"]`)?.click();
      }
      const fold = up.matches("[data-panel]") && up.querySelector("[data-panel-toggle]");
      if (fold && fold.getAttribute("aria-expanded") === "false") fold.click();
    }
  };

  // A Markdown editor stands for the text area behind it, and holds inputs of its own.
  const firstIn = (place) => {
    const shown = (kinds) =>
      [...place.querySelectorAll(kinds)].find(
        (one) =>
          one.offsetParent &&
          one.type !== "hidden" &&
          !one.parentElement.closest(".CodeMirror"),
      );
    return shown(".CodeMirror, input, textarea, select") || shown("button");
  };

  window.closeReading = { ...window.closeReading, open };
})();
