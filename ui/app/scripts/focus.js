// The cursor stands in the field of the page, unless the visitor is somewhere already.
for (const wait of [0, 300, 1000]) {
  setTimeout(() => { // the field may still be on its way
    if (document.activeElement !== document.body) return;
    document.querySelector("[data-testid=stMain] input[type=text]:not([role=combobox])")?.focus({ preventScroll: true });
  }, wait);
}
