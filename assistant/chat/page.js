// Articles open over the page, at the highlighted sentence; without script the links still work.
(() => {
  const isOpen = () => document.querySelector("dialog[open]");
  const show = async (link) => {
    const address = new URL(link.href);
    address.searchParams.set("part", "true");
    const reply = await fetch(address);
    // One that was removed says so itself.
    if (!reply.ok && reply.status !== 404) return window.open(link.href);
    let dialog = document.getElementById("dl-dialog");
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.id = "dl-dialog";
      dialog.setAttribute("aria-label", "Article as stored");
      dialog.innerHTML =
        '<form method="dialog"><button class="dl-close" aria-label="Close article">Close</button></form><div></div>';
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
      document.body.append(dialog);
    }
    dialog.querySelector("div").innerHTML = await reply.text();
    link.classList.add("dl-hush");
    dialog.showModal();
    const body = dialog.querySelector(".dl-body");
    const quote = dialog.querySelector("#quote")?.getBoundingClientRect();
    const { top, bottom, height } = body.getBoundingClientRect();
    if (quote && quote.bottom > bottom) body.scrollTop = quote.top - top - height / 4;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-article]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link);
  });
  const copy = async (button, text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https a browser has no clipboard but this one.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.dataset.done = "";
    setTimeout(() => delete button.dataset.done, 1500);
  };
  const edit = (text) => {
    const area = document.querySelector("#dl-question textarea");
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  };
  const save = () => {
    const parts = [...document.querySelectorAll(".dl-turn")].map((turn) => {
      const told = turn.querySelector("pre[id^=markdown-]");
      return told?.textContent ?? "";
    });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([parts.join("\n")], { type: "text/markdown" }));
    link.download = "dateline.md";
    link.click();
    URL.revokeObjectURL(link.href);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    const { copy: id, link, edit: text } = button.dataset;
    if (id) copy(button, document.getElementById(id).textContent);
    else if (link) copy(button, new URL(link, document.baseURI).href);
    else if (text) edit(text);
    else if ("save" in button.dataset) save();
    else if (button.id === "dl-stop") document.querySelector("#dl-question textarea").focus();
  });
  // The list of conversations closes as any menu does.
  const talks = () => document.querySelector(".dl-talks[open]");
  document.addEventListener("click", (event) => {
    const menu = talks();
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
  // A tip near the edge moves inwards; a marker lights up its quote among the sources. One that was
  // dismissed, or has opened its article, comes back when the marker is pointed at anew.
  const point = (event, on) => {
    const spot = event.target.closest?.(".dl-marker, .dl-point");
    if (!spot) return;
    const moved = event.movementX || event.movementY;
    if (!isOpen() && (on ? moved : true)) spot.classList.remove("dl-hush");
    document.getElementById(spot.dataset.card)?.classList.toggle("dl-lit", on);
    const tip = spot.querySelector(".dl-tip");
    if (!on || !tip) return;
    tip.style.setProperty("--dl-shift", "0px");
    const { left, right } = tip.getBoundingClientRect();
    const room = document.documentElement.clientWidth - 8;
    tip.style.setProperty("--dl-shift", `${Math.max(8 - left, Math.min(0, room - right))}px`);
  };
  for (const [name, on] of [["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false]])
    document.addEventListener(name, (event) => point(event, on));
  // A server that went away is noticed while it owes an answer; the question is not lost.
  let asking = false;
  const lost = (turn) => {
    turn.removeAttribute("aria-busy");
    turn.dataset.say = "";
    turn.querySelector(".dl-answer").innerHTML =
      '<div role="alert"><p class="dl-tag">Not answered</p><p class="dl-reason">The connection was lost.</p></div>' +
      "<p>Your question stands below again, to be asked once the server is back.</p>";
    document.dispatchEvent(new CustomEvent("dl-lost"));
  };
  setInterval(async () => {
    const turn = document.querySelector(".dl-pending[aria-busy]");
    if (!turn || asking) return;
    asking = true;
    try {
      await fetch("health", { cache: "no-store" });
    } catch {
      if (turn.isConnected) lost(turn);
    }
    asking = false;
  }, 2000);
  // What is going on, and then the answer, for those who hear the page.
  const voice = document.createElement("div");
  voice.className = "dl-unseen";
  voice.id = "dl-voice";
  voice.setAttribute("role", "status");
  let waiting = false;
  let settled;
  const say = (turn) => {
    const text = turn?.dataset.say;
    if (text && voice.textContent !== text) voice.textContent = text;
  };
  const listen = () => {
    if (!voice.isConnected) document.body?.append(voice);
    const pending = document.querySelector(".dl-pending[aria-busy]");
    clearTimeout(settled);
    // The question leaves its place a moment before its answer stands in another.
    if (pending) say(pending);
    else if (waiting) settled = setTimeout(() => {
      waiting = false;
      say([...document.querySelectorAll(".dl-turn[data-say]")].at(-1));
    }, 300);
    waiting ||= Boolean(pending);
  };
  new MutationObserver(listen).observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || isOpen()) return;
    const menu = talks();
    const tip = [...document.querySelectorAll(".dl-tip")].find((one) => one.checkVisibility());
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (tip) tip.parentElement.classList.add("dl-hush");
    else document.querySelector("#dl-stop:not(.hidden)")?.click();
  });
})();
