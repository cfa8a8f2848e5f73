/* For the copy that is opened from a disk, where browsers run no workers: the search runs in the page instead, and the
   theme talks to it as if it were one (`make offline` puts this script into the pages). */
function load(address) {
  var script = document.createElement("script");
  script.async = false; /* in the order in which they are asked for */
  script.src = address;
  document.head.append(script);
  return script;
}

window.Worker = function (address) {
  var channel = new MessageChannel();
  window.planSearch = channel.port2; /* where search.js listens, and where entries.js leaves what is searched */
  load(new URL("../search/entries.js", new URL(address, location.href)).href);
  load(address).addEventListener("load", function () {
    channel.port2.start();
  });
  channel.port1.start();
  return channel.port1;
};
