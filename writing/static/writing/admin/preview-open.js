/* In the editor: opens the block or field that was clicked in the preview panel. */
addEventListener("message", (event) => {
  const panel = document.getElementById("w-preview-iframe");
  if (event.origin !== location.origin || event.source !== panel?.contentWindow) return;
  const { block, field } = event.data?.closeReading ?? {};
  if (typeof block === "string" && typeof field === "string") {
    window.closeReading.open(block, field);
  }
});
