// Makes the advisor smoother; every page works without it.

// A question left open would only lengthen the address.
document.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData.entries()]) {
    if (value === "") event.formData.delete(name);
  }
});
