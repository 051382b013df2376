// Offers names while one types in a search field: a combobox with a list of links, as
// ARIA 1.2 has it. Without this script the field is a plain field of a plain form.
const PATIENCE = 120;
const SHORTEST = 2;
const FIELDS = "input[data-suggest]";
const WRITABLE = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

class SearchBox {
  constructor(input, number) {
    this.input = input;
    this.current = -1;
    this.asked = input.value.trim();
    const id = `offered-${number}`;
    const list = { id, role: "listbox", class: "offered", "aria-label": "Suggestions", hidden: "" };
    this.list = element("div", list);
    this.said = element("p", { class: "hidden", role: "status" });
    input.form.append(this.list, this.said);
    input.role = "combobox";
    input.autocomplete = "off";
    input.ariaAutoComplete = "list";
    input.ariaExpanded = "false";
    input.setAttribute("aria-controls", id);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("click", () => this.wait());
    input.addEventListener("blur", () => this.leave());
    // The field keeps the focus while an option is pressed.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("mousemove", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.point(this.options.indexOf(option));
    });
  }

  get options() {
    return [...this.list.children];
  }

  get isOpen() {
    return !this.list.hidden;
  }

  wait() {
    this.stop();
    const typed = this.input.value.trim();
    if (typed.length < SHORTEST) this.fill(typed, []);
    else if (typed === this.asked) this.open();
    else this.timer = setTimeout(() => this.ask(typed), PATIENCE);
  }

  stop() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  async ask(typed) {
    this.request = new AbortController();
    const { signal } = this.request;
    let offered = [];
    try {
      const answer = await fetch(`/search/suggest/?q=${encodeURIComponent(typed)}`, { signal });
      offered = (await answer.json()).suggestions;
    } catch {
      // Help that does not come is no help; the form still works.
    }
    if (!signal.aborted) this.fill(typed, offered);
  }

  fill(typed, offered) {
    this.close();
    this.asked = typed;
    this.list.replaceChildren(...offered.map((one, place) => this.option(one, place)));
    this.list.scrollTop = 0;
    if (document.activeElement === this.input) this.open();
    const count = offered.length || "No";
    const words = `${count} suggestion${count === 1 ? "" : "s"}.`;
    this.said.textContent = typed.length < SHORTEST ? "" : words;
  }

  option({ kind, label, of, url }, place) {
    const parts = label.map(([text, isMatch]) => (isMatch ? element("mark", {}, text) : text));
    const name = element("span", { class: "name" }, ...parts);
    if (of) name.append(" ", element("span", { class: "part-of" }, of));
    const id = `${this.list.id}-${place}`;
    const about = { id, role: "option", "aria-selected": "false", tabindex: "-1", href: url };
    return element("a", about, name, " ", element("span", { class: "kind" }, kind));
  }

  open() {
    if (!this.options.length) return;
    this.list.hidden = false;
    this.input.ariaExpanded = "true";
  }

  close() {
    this.point(-1);
    this.list.hidden = true;
    this.input.ariaExpanded = "false";
  }

  // Past either end stands the field itself, at -1.
  point(place) {
    this.current = place;
    for (const [at, option] of this.options.entries()) {
      option.ariaSelected = String(at === place);
    }
    const option = this.options[place];
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  move(by) {
    this.open();
    const places = this.options.length + 1;
    if (this.isOpen) this.point(((this.current + 1 + by + places) % places) - 1);
    this.options[this.current]?.scrollIntoView({ block: "nearest" });
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Home" || event.key === "End") this.point(-1);
    else if (event.key === "Escape") this.escape(event);
    else if (event.key === "Enter") this.enter(event);
  }

  // Closes the list; the next time clears the field.
  escape(event) {
    if (!this.isOpen && !this.input.value) return;
    event.preventDefault();
    event.stopPropagation();
    this.stop();
    if (this.isOpen) this.close();
    else {
      this.input.value = "";
      this.fill("", []);
    }
  }

  enter(event) {
    const option = this.options[this.current];
    if (option) {
      event.preventDefault();
      option.click();
    }
    this.leave();
  }

  leave() {
    this.stop();
    this.close();
  }
}

const inputs = [...document.querySelectorAll(FIELDS)];
inputs.forEach((input, number) => new SearchBox(input, number));

// The first field that is seen; where none is, there is one on the search page.
function find() {
  const input = inputs.find((one) => one.checkVisibility({ visibilityProperty: true }));
  if (!input) location.assign(`${inputs[0].form.action}#q`);
  input?.focus();
  input?.select();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.defaultPrevented || event.target.closest?.(WRITABLE) || !inputs.length) return;
  event.preventDefault();
  find();
});

if (location.hash === "#q") document.getElementById("q")?.focus();
