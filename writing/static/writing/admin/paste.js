/* Papers that are pasted: a file dropped onto a text becomes its text, and arXiv and
   Crossref are asked about entries while the page stays usable. */
(() => {
  const LARGEST = 1000000;

  /* Files */

  const read = async (file, area) => {
    if (file.size > LARGEST) throw new Error("The file is larger than 1 MB: paste it in parts.");
    let text;
    try {
      text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      throw new Error("The file is no text in UTF-8: save it as UTF-8, or paste what is in it.");
    }
    area.value = [area.value.trimEnd(), text].filter(Boolean).join("\n\n");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const areaOf = (event) => event.target.closest?.("[data-paste-text]");

  const say = (area, sentence) => {
    let place = area.parentElement.querySelector("[data-paste-drop]");
    if (!place) {
      place = document.createElement("p");
      place.dataset.pasteDrop = "";
      place.className = "error-message";
      place.setAttribute("role", "alert");
      area.after(place);
    }
    place.textContent = sentence;
  };

  document.addEventListener("dragover", (event) => {
    const area = areaOf(event);
    if (!area || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    area.classList.add("paste-over");
  });
  document.addEventListener("dragleave", (event) => areaOf(event)?.classList.remove("paste-over"));
  document.addEventListener("drop", async (event) => {
    const area = areaOf(event);
    if (!area || !event.dataTransfer.files.length) return;
    event.preventDefault();
    area.classList.remove("paste-over");
    say(area, "");
    for (const file of event.dataTransfer.files) {
      try {
        await read(file, area);
      } catch (error) {
        say(area, error.message);
      }
    }
  });

  /* Answers */

  const OFFLINE = "This site could not be reached. Try again, or fill it in by hand.";

  const answer = (row, sentence, waits) => {
    row.querySelector("[data-paste-answer]").textContent = sentence;
    row.querySelector("[data-paste-again]").hidden = waits;
    row.toggleAttribute("aria-busy", waits);
  };

  const put = (row, html) => {
    const place = document.createElement("template");
    place.innerHTML = html;
    row.replaceWith(place.content);
  };

  const ask = async (form, rows) => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    for (const row of rows) {
      body.append("row", row.querySelector("[name=row]").value);
      row.removeAttribute("data-unasked");
      answer(row, "Asking…", true);
    }
    try {
      const response = await fetch(form.dataset.askUrl, { method: "POST", body });
      const said = await response.json();
      if (said.fault) throw new Error(said.fault);
      for (const row of rows) put(row, said.rows[row.dataset.pasteRow]);
    } catch (error) {
      const known = error instanceof TypeError || error instanceof SyntaxError;
      for (const row of rows) answer(row, known ? OFFLINE : error.message, false);
    }
  };

  /* A few at a time, so that answers come in while the rest is asked. */
  const groups = (rows, most) => {
    const isArxiv = (row) => row.querySelector("h3").textContent.includes("arXiv:");
    const cut = (list, size) =>
      list.length ? [list.slice(0, size), ...cut(list.slice(size), size)] : [];
    return [
      ...cut(rows.filter(isArxiv), most),
      ...cut(rows.filter((row) => !isArxiv(row)), 4),
    ];
  };

  const start = async (form) => {
    const rows = [...form.querySelectorAll("[data-unasked]")];
    for (const group of groups(rows, Number(form.dataset.maxQuestions))) {
      await ask(form, group.filter((row) => row.hasAttribute("data-unasked")));
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-paste-again]");
    if (button) ask(button.closest("form[data-paste]"), [button.closest("[data-paste-row]")]);
  });

  const startAll = () => document.querySelectorAll("form[data-paste]").forEach(start);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startAll);
  else startAll();
})();
