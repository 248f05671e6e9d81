// Filters, folding and the notes on words; without this the page shows everything.
(function () {
  "use strict";
  const MANY = 5; // reports above which a page begins with all of them folded

  document.documentElement.classList.add("js");
  document.addEventListener("DOMContentLoaded", function () {
    const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
    const form = document.getElementById("filters");
    const nothing = document.getElementById("nothing");
    const status = document.getElementById("shown");
    const narrow = window.matchMedia("(max-width: 56rem)");
    const normal = (text) => text.normalize("NFKC").toLowerCase();

    const reports = all(".report").map((element) => ({
      element,
      found: element.querySelector(".found"),
      parts: all(".part", element).reverse(),
      paragraphs: all(".p", element).map((element) => ({ element, ...element.dataset, text: null })),
    }));
    const total = reports.reduce((sum, report) => sum + report.paragraphs.length, 0);
    const folded = reports.length > MANY;
    let filtering = false;

    function read() {
      const chosen = new FormData(form);
      const number = (name, otherwise) => (chosen.get(name) === "" ? otherwise : Number(chosen.get(name)) / 100);
      return {
        words: normal(chosen.get("words")).split(/\s+/).filter(Boolean),
        themes: new Set(chosen.getAll("theme")),
        roles: new Set(chosen.getAll("role")),
        check: chosen.has("check"),
        least: number("least", 0),
        most: number("most", 1),
        region: chosen.get("place") || "",
        report: chosen.get("document") || "",
      };
    }

    function matches(paragraph, wanted) {
      if (wanted.themes.size && !wanted.themes.has(paragraph.theme)) return false;
      if (wanted.roles.size && !wanted.roles.has(paragraph.role)) return false;
      if (wanted.check && !("check" in paragraph)) return false;
      if (paragraph.score < wanted.least || paragraph.score > wanted.most) return false;
      if (!wanted.words.length) return true;
      if (paragraph.text === null) paragraph.text = normal(paragraph.element.querySelector(".text").textContent);
      return wanted.words.every((word) => paragraph.text.includes(word));
    }

    function apply() {
      const wanted = read();
      const active = Boolean(
        wanted.words.length || wanted.themes.size || wanted.roles.size || wanted.check || wanted.least > 0 ||
        wanted.most < 1 || wanted.region || wanted.report
      );
      let shown = 0;
      for (const report of reports) {
        const element = report.element;
        const inside = (!wanted.region || element.dataset.region === wanted.region) && (!wanted.report || element.id === wanted.report);
        let count = 0;
        for (const paragraph of report.paragraphs) {
          const visible = inside && matches(paragraph, wanted);
          paragraph.element.hidden = !visible;
          count += visible;
        }
        for (const part of report.parts) part.hidden = !part.querySelector(".p:not([hidden])");
        element.hidden = !count;
        report.found.textContent = active ? `${count} / ${report.paragraphs.length} 段` : `${report.paragraphs.length} 段`;
        if (active) element.open = true;
        else if (filtering && folded) element.open = false;
        shown += count;
      }
      filtering = active;
      form.classList.toggle("active", active);
      form.querySelector("button").hidden = !active;
      nothing.hidden = shown > 0;
      status.textContent = active ? `显示 ${shown} / ${total} 段` : `共 ${total} 段`;
    }

    function reveal() {
      const id = decodeURIComponent(location.hash.slice(1));
      const target = id && document.getElementById(id);
      const report = target && target.closest(".report");
      if (report && !report.open) {
        report.open = true;
        target.scrollIntoView();
      }
    }

    let waiting = 0;
    form.addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 120);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
    nothing.querySelector("button").addEventListener("click", function () {
      form.reset();
      form.elements.words.focus();
    });
    window.addEventListener("hashchange", reveal);

    const fit = () => { form.querySelector("details").open = !narrow.matches; };
    narrow.addEventListener("change", fit);
    let unfolded = [];
    window.addEventListener("beforeprint", function () {
      unfolded = reports.filter((report) => !report.element.open);
      for (const report of unfolded) report.element.open = true;
    });
    window.addEventListener("afterprint", function () {
      for (const report of unfolded) report.element.open = false;
    });

    const tip = document.createElement("div");
    tip.id = "tip";
    tip.setAttribute("role", "tooltip");
    tip.hidden = true;
    document.body.append(tip);
    function explain(event) {
      const word = event.target.closest && event.target.closest("mark");
      tip.hidden = !word;
      if (!word) return;
      tip.textContent = word.dataset.words;
      const box = word.getClientRects()[0];
      const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
      tip.style.left = `${Math.max(8, left) + window.scrollX}px`;
      tip.style.top = `${(box.top < tip.offsetHeight + 12 ? box.bottom + 6 : box.top - tip.offsetHeight - 6) + window.scrollY}px`;
    }
    document.addEventListener("mouseover", explain);
    document.addEventListener("click", explain);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });

    if (folded) for (const report of reports) report.element.open = false;
    fit();
    form.hidden = false;
    apply();
    reveal();
  });
})();
