// "Wij doen dit ook": makes a text of what is filled in, for the reader to send. Nothing is kept or sent by the page.
"use strict";
(function () {
  var form = document.querySelector("form.form");
  var text = form.querySelector("[data-text]");
  var said = form.querySelector("[data-said]");
  var asked = new URLSearchParams(location.search);
  var id = asked.get("praktijk") || "";

  function value(name) {
    return form.elements[name].value.trim();
  }
  function line(label, name) {
    return label + ": " + (value(name) || "(nog in te vullen)");
  }
  function letter() {
    return [
      "Wij doen dit ook: " + (value("praktijk") || "(welke praktijk?)"),
      id && "Bestand: " + id + ".md",
      line("Organisatie", "organisatie"),
      line("Regio", "regio"),
      line("Sinds", "jaar"),
      line("Anders gedaan", "anders"),
      line("Resultaat", "resultaat"),
      value("contact") && line("Contact", "contact")
    ].filter(Boolean).join("\n");
  }
  function send(kind, address, subject, body) {
    var link = form.querySelector('[data-send="' + kind + '"]');
    var base = form.dataset[kind];
    if (!base) return;
    link.hidden = false;
    link.href = address + base + "?" + subject + "=" + encodeURIComponent("Wij doen dit ook: " + value("praktijk")) +
      "&" + body + "=" + encodeURIComponent(letter());
  }
  function show() {
    text.textContent = letter();
    send("mail", "mailto:", "subject", "body");
    send("issues", "", "title", "body");
  }
  form.elements.praktijk.value = (asked.get("titel") || "").slice(0, 200);
  form.addEventListener("input", show);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  if (navigator.clipboard) {
    var copy = form.querySelector("[data-copy]");
    copy.hidden = false;
    copy.addEventListener("click", function () {
      navigator.clipboard.writeText(letter()).then(
        function () { said.textContent = "De tekst is gekopieerd."; },
        function () { said.textContent = "Kopiëren lukte niet. Selecteer de tekst en kopieer hem zelf."; }
      );
    });
  }
  show();
  addEventListener("pageshow", show); // who comes back finds the form filled in, without a word of it
})();
