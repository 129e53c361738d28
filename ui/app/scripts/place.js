// What the address points to stands in view once the page is there to stay, unless the visitor does something meanwhile:
// Streamlit draws its parts in any order, and some of them anew.
((find) => {
  window.kvPlace?.abort();
  const over = (window.kvPlace = new AbortController());
  for (const act of ["wheel", "touchmove", "pointerdown", "keydown"])
    addEventListener(act, () => over.abort(), { capture: true, signal: over.signal });
  const main = document.querySelector("[data-testid=stMain]");
  let shown, height, top;
  (function look(tries, atRest) {
    if (over.signal.aborted || !tries || !atRest) return over.abort();
    const sought = find();
    const isThere = sought && sought === shown && main.scrollHeight === height;
    if (sought && !isThere) {
      sought.scrollIntoView();
      [shown, height, top] = [sought, main.scrollHeight, sought.getBoundingClientRect().top];
    } else if (sought && Math.abs(sought.getBoundingClientRect().top - top) > 1) return over.abort(); // was scrolled away
    setTimeout(look, 100, tries - 1, isThere ? atRest - 1 : 15);
  })(150, 15);
})
