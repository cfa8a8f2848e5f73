/* Registers the worker that keeps pages for reading without a network, and says so when there is none. */
if (!("serviceWorker" in navigator) || location.protocol === "file:") return;

var root = new URL("..", document.currentScript.src);

function tell() {
  var banner = document.querySelector(".ap-status");
  var words = document.querySelector(".ap-offline");
  if (words) words.remove();
  if (navigator.onLine || !banner) return;
  words = document.createElement("strong");
  words.className = "ap-offline";
  words.setAttribute("role", "status");
  words.textContent = "现在没有网络，看到的是以前存下的页面。";
  banner.append(" ", words);
}

addEventListener("online", tell);
addEventListener("offline", tell);
addEventListener("load", function () {
  tell();
  navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname }).catch(function (error) {
    console.info("reading offline is not possible here:", error.message); /* no https, or storage is forbidden */
  });
});
