/* Tells the page around the frame how high this page is; that page may follow (see “放到别的网站上” on a body's page). */
(function () {
  "use strict";

  if (parent === window) return;
  new ResizeObserver(function () {
    parent.postMessage({ planHeight: Math.ceil(document.body.getBoundingClientRect().height) }, "*");
  }).observe(document.body);
})();
