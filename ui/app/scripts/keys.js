// `/` leads to the field of the page, from anywhere but another field; so does the way past the navigation. A link to a
// source beside the answer opens it there instead of leaving the page, once what reads it is drawn.
if (!window.kvKeys) {
  window.kvKeys = true;
  const toField = (event) => {
    const field = document.querySelector("[data-testid=stMain] input[type=text]:not([role=combobox])");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  };
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable=true], [role=dialog]");
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping) toField(event);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-testid=stSkipToContent]")) toField(event);
    const link = event.target.closest(".st-key-lezen a[data-bron]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    window.kvPointed = link.dataset.bron;
    window.dispatchEvent(new Event("kvpointed"));
  });
}
