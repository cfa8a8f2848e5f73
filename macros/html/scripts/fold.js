/* Full-width and half-width, large and small letters are the same to who types. Keeps every character's place. */
function fold(text) {
  return text.replace(/[\uff01-\uff5e]/g, function (character) {
    return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
  }).toLowerCase();
}

/* The same for names and short words, in which blanks mean nothing. */
function squeeze(text) {
  return fold(text).replace(/\s+/g, "");
}
