// `/` leads to the field of the page, from anywhere but another field.
if (!window.kvKeys) {
  window.kvKeys = true;
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable=true], [role=dialog]");
    const field = document.querySelector("[data-testid=stMain] input[type=text]:not([role=combobox])");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping || !field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
