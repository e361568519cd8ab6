// Articles open over the page, at the highlighted sentence; without script the links still work.
(() => {
  const show = async (link) => {
    const address = new URL(link.href);
    address.searchParams.set("part", "true");
    const reply = await fetch(address);
    if (!reply.ok) return window.open(link.href);
    let dialog = document.getElementById("dl-dialog");
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.id = "dl-dialog";
      dialog.setAttribute("aria-label", "Article as stored");
      dialog.innerHTML =
        '<form method="dialog"><button class="dl-close" aria-label="Close article">Close</button></form><div tabindex="0"></div>';
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
      document.body.append(dialog);
    }
    dialog.querySelector("div").innerHTML = await reply.text();
    dialog.showModal();
    dialog.querySelector("#quote")?.scrollIntoView({ block: "center" });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-article]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
    document.querySelector("#dl-stop:not(.hidden)")?.click();
  });
})();
