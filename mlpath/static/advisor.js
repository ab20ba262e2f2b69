// Makes the advisor smoother; every page works without it.

// A question left open would only lengthen the address.
document.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData.entries()]) {
    if (value === "") event.formData.delete(name);
  }
});

// Only a script can print, so the button shows itself where there is one, after each renewal too.
function offerPrinting() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.onclick = () => window.print();
  }
}
offerPrinting();
document.addEventListener("htmx:afterSettle", offerPrinting);
