// The words of Streamlit itself, for which it has no setting, in Dutch; the text of documents is never touched.
if (!window.kvDutch) {
  const WORDS = {
    "Page not found": "Deze pagina bestaat niet",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "Het adres klopt niet helemaal; hierachter staat de startpagina.",
    "Skip to main content": "Naar de inhoud", Upload: "Kies van uw computer", "file upload": "bestanden kiezen",
    yyyy: "jjjj", "Connection error": "Geen verbinding",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "Draait het programma nog? Start het anders opnieuw, in het venster waar het draaide:",
    "streamlit run yourscript.py": "kamervragen serve",
    "Streamlit server is not responding. Are you connected to the internet?":
      "Het programma antwoordt niet. Is het gestopt, start het dan opnieuw; deze pagina gaat daarna vanzelf verder.",
    "Connection timed out.": "Het programma antwoordt te traag; er wordt steeds opnieuw gevraagd.",
    "Show data": "Toon als tabel", "Show chart": "Toon als grafiek", "Download as PNG": "Bewaar als PNG",
    "Copy Vega-Lite spec": "Kopieer de beschrijving van de grafiek", Fullscreen: "Volledig scherm",
    "Exit fullscreen": "Terug uit volledig scherm", "Close fullscreen": "Terug uit volledig scherm",
    "Show/hide columns": "Kies kolommen", "Download as CSV": "Bewaar als CSV", Search: "Zoek",
    Add: "Voeg toe", "Type to search": "Typ om te zoeken", "No results": "Niets gevonden", "No options to select": "Niets te kiezen",
    "No options to select.": "Niets te kiezen", "Choose an option": "Kies", "Choose options": "Kies",
    "Choose date": "Kies een dag", "Clear value": "Maak leeg", "Clear all": "Maak leeg", Clear: "Maak leeg", Open: "Open de lijst",
    "Send message": "Verstuur", Dismiss: "Sluit", Close: "Sluit", Increment: "Meer", Decrement: "Minder",
    "Copy to clipboard": "Kopieer", Copied: "Gekopieerd", "Sort ascending": "Sorteer oplopend",
    "Sort descending": "Sorteer aflopend", "Autosize": "Pas de breedte aan", "Pin column": "Zet vast",
    "Unpin column": "Maak los", "Hide column": "Verberg", "Filter": "Filter",
  };
  const PATTERNS = [
    [/^Shortcut (.+)$/, "Toets $1"],
    [/^Help for (.+)$/, "Uitleg bij $1"],
    [/^day, (.+)$/, "dag, $1"],
    [/^month, (.+)$/, "maand, $1"],
    [/^year, (.+)$/, "jaar, $1"],
    [/^(\d+)MB per file.*$/, "of sleep hierheen, hoogstens $1 MB per bestand"],
    [/^• .+$/, "\u00a0"], // which kinds: the label says it in words
  ];
  const ATTRIBUTES = ["aria-label", "placeholder", "title"];
  const OURS = "[data-testid=stHtml], [data-testid=stCode] pre, textarea, script, style, canvas";
  const dutch = (text) => {
    const [head, ...rest] = text.split(": ");
    const [pattern, word] = PATTERNS.find(([pattern]) => pattern.test(text)) ?? [];
    return (
      WORDS[text] ?? (rest.length && WORDS[head] ? [WORDS[head], ...rest].join(": ") : pattern && text.replace(pattern, word))
    );
  };
  const translate = (element) => {
    for (const name of ATTRIBUTES) {
      const word = element.hasAttribute(name) && dutch(element.getAttribute(name));
      if (word) element.setAttribute(name, word);
    }
    for (const node of element.childNodes) {
      const word = node.nodeType === Node.TEXT_NODE && dutch(node.data.trim());
      if (word) node.data = word;
    }
  };
  const walk = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE || node.closest(OURS)) return;
    translate(node);
    for (const child of node.children) walk(child);
  };
  window.kvDutch = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach((node) => walk(node.nodeType === Node.TEXT_NODE ? target : node));
      else walk(target);
    }
  });
  window.kvDutch.observe(document.body, { childList: true, subtree: true, attributeFilter: ATTRIBUTES });
  walk(document.body);
}
