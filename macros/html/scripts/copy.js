/* Copy a text, and say whether it was copied; there is no clipboard without https. */
function copyText(text, say) {
  function fallBack() {
    var field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    var isCopied = document.execCommand("copy");
    field.remove();
    say(isCopied);
  }
  if (!navigator.clipboard) return fallBack();
  navigator.clipboard.writeText(text).then(function () { say(true); }, fallBack);
}
