/* One paper that is pasted above the form of a new one fills its empty fields. What was
   typed stays, and nothing is stored. */
(() => {
  const LABELS = {
    short_title: "short title", title: "title", slug: "slug", venue: "venue",
    venue_name: "venue in full", year: "year", arxiv_id: "arXiv id", doi: "DOI",
    url: "address", pdf_url: "PDF", authors: "authors", versions: "versions",
  };
  const OFFLINE = "This site could not be reached. What you typed is still here: try again.";

  const named = (name) => document.querySelector(`#w-editor-form [name="${name}"]`);

  const put = (field, text) => {
    field.value = text;
    for (const kind of ["input", "change"]) {
      field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  };

  /* Whether the rows of a list hold anything that was not deleted. */
  const isTyped = (list, rows) => {
    const count = Number(named(`${list}-TOTAL_FORMS`).value);
    return [...Array(count).keys()].some(
      (row) =>
        named(`${list}-${row}-DELETE`)?.value !== "1" &&
        Object.keys(rows[0]).some((name) => named(`${list}-${row}-${name}`)?.value),
    );
  };

  const fillList = (list, rows) => {
    const total = named(`${list}-TOTAL_FORMS`);
    for (const values of rows) {
      const row = total.value;
      document.getElementById(`id_${list}-ADD`).click();
      for (const [name, text] of Object.entries(values)) put(named(`${list}-${row}-${name}`), text);
    }
  };

  /* Fills what is empty; gives the names of what was filled and of what was kept. */
  const fill = (said) => {
    const filled = [];
    const kept = [];
    for (const [name, text] of Object.entries(said.fields)) {
      const field = named(name);
      if (!text || field.value === text) continue;
      if (field.value) kept.push(`${LABELS[name]} (pasted: ${text})`);
      else filled.push(LABELS[name]);
      if (!field.value) put(field, text);
    }
    for (const [list, rows] of Object.entries(said.lists)) {
      if (!rows.length) continue;
      const typed = isTyped(list, rows);
      (typed ? kept : filled).push(LABELS[list]);
      if (!typed) fillList(list, rows);
    }
    return { filled, kept };
  };

  const tell = (place, sentences, here) => {
    place.replaceChildren(
      ...sentences.filter(Boolean).map((sentence) => {
        const line = document.createElement("p");
        line.textContent = sentence;
        return line;
      }),
    );
    if (!here) return;
    const line = document.createElement("p");
    const link = document.createElement("a");
    Object.assign(link, { href: here.url, textContent: here.title });
    line.append(here.certain ? "It is here already: " : "A paper of this title is here: ", link);
    place.append(line);
  };

  const act = async (box) => {
    const told = box.querySelector("[data-paste-told]");
    const file = box.querySelector("[data-paste-file]");
    const body = new FormData();
    body.set("csrfmiddlewaretoken", named("csrfmiddlewaretoken").value);
    body.set("text", box.querySelector("[data-paste-text]").value);
    if (file.files[0]) body.set("upload", file.files[0]);
    tell(told, ["Reading…"]);
    try {
      const response = await fetch(box.dataset.fieldsUrl, { method: "POST", body });
      const said = await response.json();
      if (said.fault) return tell(told, [said.fault]);
      if (said.here?.certain) return tell(told, said.notes, said.here);
      const { filled, kept } = fill(said);
      return tell(
        told,
        [
          filled.length ? `Filled in: ${filled.join(", ")}. Nothing is published.` : "",
          kept.length ? `Kept as typed: ${kept.join("; ")}.` : "",
          ...said.notes,
        ],
        said.here,
      );
    } catch {
      return tell(told, [OFFLINE]);
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-paste-fill]");
    if (button) act(button.closest("[data-paste-box]"));
  });
})();
