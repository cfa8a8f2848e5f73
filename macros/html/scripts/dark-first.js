/* A visitor who prefers dark sees no white page on the first visit: the theme's own choice comes after the first paint.
   A choice that was made here before is put over this by the theme, before the first paint too. */
if (matchMedia("(prefers-color-scheme: dark)").matches) {
  var arrival = new MutationObserver(function () {
    if (document.body) {
      arrival.disconnect();
      document.body.setAttribute("data-md-color-scheme", "slate");
    }
  });
  arrival.observe(document.documentElement, { childList: true });
}
