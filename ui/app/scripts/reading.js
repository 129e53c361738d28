// The source whose link was followed is opened, also where that was before this was there; the open one is marked and
// brought into view.
function markCurrent(source) {
  for (const link of document.querySelectorAll("a[data-bron]")) {
    if (link.dataset.bron === source) {
      if (link.hasAttribute("aria-current")) continue;
      link.setAttribute("aria-current", "true");
      const folded = link.closest("details:not([open])");
      if (folded) folded.open = true;
    } else if (link.hasAttribute("aria-current")) link.removeAttribute("aria-current");
  }
}

function showQuote(source) {
  const shown = document.querySelector(".kv-bron");
  if (!shown || shown.dataset.van !== source || shown.dataset.getoond === source) return;
  shown.dataset.getoond = source;
  const pane = shown.closest(".st-key-bron");
  const quote = shown.querySelector(".kv-passage");
  if (!pane) return;
  pane.scrollTop = 0;
  if (quote) {
    const below = quote.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    if (below > pane.clientHeight / 2) pane.scrollTop = below - pane.clientHeight / 4;
  }
}

const AFTER_DRAWING_MS = 250; // a page that is switched to begins at its top

function returnToLink() {
  const link = [...document.querySelectorAll("a[aria-current][data-bron]")].pop();
  if (link && link.getBoundingClientRect().top > innerHeight - 120) link.scrollIntoView({ block: "center" });
}

export default function ({ data, setTriggerValue, parentElement }) {
  const isNew = !parentElement.stopReading;
  parentElement.stopReading?.();
  const update = () => {
    markCurrent(data.source);
    showQuote(data.source);
  };
  const open = () => {
    if (window.kvPointed) setTriggerValue("source", window.kvPointed);
    window.kvPointed = null;
  };
  window.addEventListener("kvpointed", open);
  open();
  const drawn = new MutationObserver(update);
  drawn.observe(document.body, { childList: true, subtree: true });
  update();
  if (isNew && data.isChosen) setTimeout(returnToLink, AFTER_DRAWING_MS); // from another page, or by a link that was sent
  parentElement.stopReading = () => {
    window.removeEventListener("kvpointed", open);
    drawn.disconnect();
  };
  return parentElement.stopReading;
}
