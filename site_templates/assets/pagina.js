// Makes the buttons of a practice page work: copy the address, print. Without script they stay hidden.
"use strict";
(function () {
  var said = document.querySelector("[data-said]");
  function show(selector, act) {
    var button = document.querySelector(selector);
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", act);
  }
  function say(text) {
    if (said) said.textContent = text;
  }
  if (navigator.clipboard) {
    show("[data-copy]", function () {
      navigator.clipboard.writeText(location.href).then(
        function () { say("De link is gekopieerd."); },
        function () { say("Kopiëren lukte niet. Kopieer het adres bovenin je browser."); }
      );
    });
  }
  show("[data-print]", function () { window.print(); });
})();
