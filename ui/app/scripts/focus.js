// The cursor stands in the field of the page once it is there to stay, unless the visitor is somewhere already.
(function focus(tries) {
  const field = document.querySelector("[data-testid=stMain] input[type=text]:not([role=combobox])");
  if (![document.body, field].includes(document.activeElement)) return;
  field?.focus({ preventScroll: true });
  if (tries && (!field || tries > 92)) setTimeout(focus, 150, tries - 1); // drawn anew at first, or still on its way
})(100);
