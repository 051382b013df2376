/* What a review's form must know so that no save is mistaken for another's: which
   version the draft saved itself as, and that it isn't saving itself right now. */
(() => {
  let saving = false;
  let sent = false;
  let waiting = null;
  let refusal = "";

  const formOf = (event) => event.target.closest?.("[data-edit-form]");

  /* A form that was sent does not save itself besides: the one that comes back, where
     it was refused, would never have seen that version. Typing on takes it up again. */
  addEventListener("submit", (event) => {
    if (formOf(event) && !event.defaultPrevented) sent = true;
  });
  for (const kind of ["input", "change", "pageshow"]) {
    addEventListener(kind, () => { sent = false; }, { capture: true });
  }
  document.addEventListener(
    "w-autosave:save",
    (event) => {
      if (sent && formOf(event)) event.preventDefault();
    },
    { capture: true },
  );
  document.addEventListener("w-autosave:save", (event) => {
    if (formOf(event) && !event.defaultPrevented) saving = true;
  });

  const saved = (event) => {
    const form = formOf(event);
    if (!form) return;
    const { revision_id: id, revision_created_at: time } = event.detail.response ?? {};
    const inputs = form.elements;
    if (event.type === "w-autosave:success" && id && inputs.loaded_revision_id) {
      inputs.loaded_revision_id.value = id;
      inputs.loaded_revision_created_at.value = time;
    }
    if (event.detail.type === "invalid_revision") refusal = event.detail.text;
    saving = false;
    if (waiting) waiting();
    waiting = null;
  };
  document.addEventListener("w-autosave:success", saved);
  document.addEventListener("w-autosave:error", saved);

  /* A button pressed while the draft saves itself waits for that save: the two would
     otherwise arrive together, and the later be taken for another window's. */
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!saving || !form.matches("[data-edit-form]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const { name, value } = event.submitter ?? {};
      waiting = () => {
        if (name) form.append(pressed(name, value));
        form.requestSubmit();
      };
    },
    { capture: true },
  );

  /* By now the button itself may be switched off, as long as it says “Saving…”. */
  const pressed = (name, value) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    return input;
  };

  /* Wagtail's dialog says that going on overwrites the other's changes. It does not. */
  document.addEventListener("w-dialog:shown", (event) => {
    const words = event.target.querySelector?.("#subtitle-w-save-confirmation-dialog");
    if (words && refusal) words.textContent = `${refusal} Go on to see what to do.`;
  });
})();
