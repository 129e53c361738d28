// `/` leads to the field of the page, from anywhere but another field; so does the way past the navigation.
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
  });
}
