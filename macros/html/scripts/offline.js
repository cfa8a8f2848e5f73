/* Registers the worker that keeps pages for reading without a network, and says so when what is shown was kept. */
if (!("serviceWorker" in navigator) || location.protocol === "file:") return;

var root = new URL("..", document.currentScript.src);
var kept = document.documentElement.dataset; /* the worker says why it gave a page that it had kept, and of which day */

function explain() {
  var on = kept.storedOn && new Date(Number(kept.storedOn));
  var day = on ? on.getFullYear() + "年" + (on.getMonth() + 1) + "月" + on.getDate() + "日" : "以前";
  if (kept.stored === "slow") return "网络太慢，先显示" + day + "存下的这一页，可能不是最新的。请过一会儿重新打开。";
  if (kept.stored) return "现在连不上网站，看到的是" + day + "存下的页面，可能不是最新的。";
  return navigator.onLine ? "" : "现在没有网络，看到的是以前存下的页面。";
}

function tell() {
  var banner = document.querySelector(".ap-status");
  var words = document.querySelector(".ap-offline");
  if (words) words.remove();
  if (!banner || !explain()) return;
  words = document.createElement("strong");
  words.className = "ap-offline";
  words.setAttribute("role", "status");
  words.textContent = explain();
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
