// Lets a citation be copied: the file behind a format, or the two works as plain text.
const box = document.querySelector(".cite-box");

async function file(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  return response.text();
}

function plain() {
  return [...box.querySelectorAll(".cited")].map((work) => work.textContent).join("\n\n");
}

function copy(text) {
  // Safari lets a page write only while the click is being handled: it is given the
  // promise of a text, not the text.
  if (!window.ClipboardItem) return text.then((words) => navigator.clipboard.writeText(words));
  const blob = text.then((words) => new Blob([words], { type: "text/plain" }));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}

function tell(words) {
  box.querySelector(".done").textContent = words;
}

// Without a clipboard, as on an insecure address, the files are all there is.
if (box && navigator.clipboard) {
  for (const element of box.querySelectorAll("[hidden]")) element.hidden = false;
  box.addEventListener("click", async ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    tell("");
    try {
      await copy(button.value ? file(button.value) : Promise.resolve(plain()));
      tell(`${button.textContent.replace("Copy", "Copied")}.`);
    } catch {
      tell("That could not be copied. The links above save the same as files.");
    }
  });
}
