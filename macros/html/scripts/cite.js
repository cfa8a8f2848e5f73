/* The words to cite a measure by: document and state, place, address, and the day on which it was looked up. */
document.querySelectorAll("[data-cite]").forEach(function (button) {
  button.hidden = false;
  button.addEventListener("click", function () {
    var address = location.href.split(/[?#]/)[0] + "#" + button.closest(".ap-measure").id;
    var text = button.dataset.cite + "，" + address + "，" + sayDay(today()) + "查看。";
    copyText(text, function (isCopied) {
      button.nextElementSibling.textContent = (isCopied ? "已复制：" : "没有复制成：") + text;
    });
  });
});
