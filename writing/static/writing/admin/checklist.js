/* The publishing checks beside a review's form: the form is sent as it stands, about a
   second after the last change, and the answer is shown. One request at a time. */
(() => {
  const LOOK = 1000;
  // While the panel is closed only its counter shows, so there is less hurry.
  const PATIENCE = { open: 1, closed: 4 };
  // What changes in the form without anybody's changing it.
  const UNREAD = /^(csrfmiddlewaretoken|next|(loaded|overwrite)_revision.*|override-.*)$/;

  const panelOf = () => document.querySelector("[data-side-panel='gate']");
  const formOf = () => document.querySelector("form[data-edit-form]");
  const counter = () =>
    document.querySelector(
      "[data-side-panel-toggle='gate'] [data-side-panel-toggle-counter]",
    );

  let seen = "";
  let checked = null;
  let still = 0;
  let busy = false;
  let known = null;

  const written = () => {
    const data = new FormData(formOf());
    for (const name of [...data.keys()]) if (UNREAD.test(name)) data.delete(name);
    return new URLSearchParams(data).toString();
  };

  const say = (text) => {
    const state = panelOf().querySelector("[data-gate-state]");
    if (state.textContent !== text) state.textContent = text;
  };

  const keyOf = (button) =>
    button && `${button.dataset.gateBlock} ${button.dataset.gateField} ${button.textContent}`;

  const show = (html) => {
    const results = panelOf().querySelector("[data-gate-results]");
    const held = results.contains(document.activeElement)
      ? keyOf(document.activeElement)
      : null;
    results.innerHTML = html;
    const summary = results.querySelector("[data-gate-summary]");
    say(summary.textContent.trim().replace(/\s+/g, " "));
    summary.remove();
    if (held) {
      const buttons = [...results.querySelectorAll("[data-gate-block]")];
      const same = buttons.find((one) => keyOf(one) === held) || buttons[0];
      same?.focus();
    }
    const { gateErrors, gateWarnings } = results.firstElementChild.dataset;
    count(Number(gateErrors) + Number(gateWarnings));
  };

  const count = (number) => {
    counter().textContent = number;
    counter().hidden = number === 0;
  };

  const check = async (text) => {
    busy = true;
    checked = text;
    try {
      const response = await fetch(panelOf().querySelector("[data-gate]").dataset.gate, {
        method: "POST",
        body: new FormData(formOf()),
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (!response.ok || response.redirected) throw new Error(response.status);
      show(await response.text());
    } catch {
      say("The checks could not be run. They are tried again at the next change.");
    } finally {
      busy = false;
    }
  };

  const look = () => {
    const panel = panelOf();
    if (busy || document.hidden || !panel.querySelector("[data-gate]")) return;
    const text = written();
    still = text === seen ? still + 1 : 0;
    seen = text;
    // The panel is new once a review was saved for the first time.
    if (panel.querySelector("[data-gate]") !== known) {
      known = panel.querySelector("[data-gate]");
      checked = null;
    }
    const patience = panel.hidden ? PATIENCE.closed : PATIENCE.open;
    if (text !== checked && still >= patience) check(text);
  };

  const lead = (event) => {
    const button = event.target.closest?.("[data-gate-block]");
    if (!button) return;
    // On a narrow screen the panel lies over the form.
    if (panelOf().contains(button) && matchMedia("(max-width: 50rem)").matches) {
      document.querySelector("[data-form-side-close-button]")?.click();
    }
    const { gateBlock, gateField } = button.dataset;
    window.closeReading.open(gateBlock, gateField);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.addEventListener("click", lead);
    panelOf().addEventListener("show", () => {
      if (!busy && written() !== checked) check(written());
    });
    setInterval(look, LOOK);
  });
})();
