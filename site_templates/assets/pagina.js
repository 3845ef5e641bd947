// Makes the buttons of a practice page work: copy its address or its text, print. Without script they stay hidden.
"use strict";
(function () {
  var said = document.querySelector("[data-said]");
  function show(selector, act) {
    var button = document.querySelector(selector);
    if (!button) return; // a reader can only be printed
    button.hidden = false;
    button.addEventListener("click", act);
  }
  function words(element) {
    return element.innerText.replace(/\s*\n\s*/g, ", ").replace(/, ([:,;.])/g, "$1").trim();
  }
  function lines(selector, line) {
    return Array.from(document.querySelectorAll(selector), line || words);
  }
  function row(fact) {
    return words(fact.querySelector("dt")) + ": " + Array.from(fact.querySelectorAll("dd"), words).join(", ");
  }
  function source(item) {
    var link = item.querySelector("a");
    return "- " + words(item) + (link ? " <" + link.href + ">" : "");
  }
  function address() {
    return location.href.split(/[?#]/)[0]; // the reader's own list of practices is not part of it
  }
  /** @returns {string} the practice for a memo or a mail: what it is, the facts, the figures, the sources */
  function text() {
    var parts = [
      lines(".practice h1").concat(address()),
      lines(".practice .notice").concat(lines(".practice .lead")),
      lines(".facts dl > div", row).concat(lines(".facts-age")),
      lines(".figures li", function (item) { return "- " + words(item); }),
      lines("#deel-bronnen").concat(lines(".sources ol li", source))
    ];
    return parts.filter(function (part) { return part.length; }).map(function (part) { return part.join("\n"); }).join("\n\n");
  }
  function copy(what, done) {
    return function () {
      navigator.clipboard.writeText(what()).then(
        function () { said.textContent = done; },
        function () { said.textContent = "Kopiëren lukte niet. Selecteer de tekst en kopieer die zelf."; }
      );
    };
  }
  if (navigator.clipboard) {
    show("[data-copy=link]", copy(address, "De link is gekopieerd."));
    show("[data-copy=text]", copy(text, "De tekst is gekopieerd. Plak hem in een memo of een mail."));
  }
  var paper = document.querySelector("[data-address]");
  if (paper && !paper.textContent && location.protocol !== "file:") paper.textContent = address();
  show("[data-print]", function () { window.print(); });
})();
