/* Options of the Markdown editor in the CMS. The preview, side-by-side and full-screen
   buttons are left out: they show another engine's idea of the text. */
window.wagtailMarkdown = window.wagtailMarkdown || {};
window.wagtailMarkdown.options = {
  spellChecker: false,
  nativeSpellcheck: true,
  inputStyle: "contenteditable",
  status: ["lines", "words"],
  minHeight: "8rem",
  toolbar: [
    "bold", "italic", "strikethrough", "|",
    "heading-2", "heading-3", "|",
    "quote", "unordered-list", "ordered-list", "|",
    "link", "table", "code", "|",
    "undo", "redo",
  ],
};
