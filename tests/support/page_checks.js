// What a page has to be for everyone to read it. Gives a list of what is wrong; an empty one is good.
(() => {
  const wrong = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const named = (element) => `${element.localName}.${element.getAttribute("class") ?? ""} "${element.textContent.trim().slice(0, 40)}"`;

  if (!document.documentElement.lang) wrong.push("the page has no language");
  if (!document.title.trim()) wrong.push("the page has no title");
  for (const landmark of ["body > header", "body > main", "body > footer"]) {
    if (all(landmark).length !== 1) wrong.push(`${all(landmark).length} of ${landmark}`);
  }

  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const next = Number(heading.localName[1]);
    if (next > level + 1) wrong.push(`h${next} follows h${level}: ${named(heading)}`);
    if (!heading.textContent.trim()) wrong.push(`an empty h${next}`);
    level = next;
  }
  if (all("h1").length !== 1) wrong.push(`${all("h1").length} of h1`);

  const ids = all("[id]").map((element) => element.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) wrong.push(`two of id ${id}`);
  for (const link of all("a")) {
    const to = link.getAttribute("href") ?? "";
    if (!to.startsWith("#") || !document.getElementById(to.slice(1))) wrong.push(`a link to nowhere: ${to}`);
  }
  for (const element of all("[aria-labelledby]")) {
    for (const id of element.getAttribute("aria-labelledby").split(" ")) {
      if (!document.getElementById(id)) wrong.push(`named by nothing: ${id}`);
    }
  }
  for (const table of all("table")) {
    if (!table.caption?.textContent.trim()) wrong.push(`a table without a caption: ${named(table)}`);
    if ([...table.querySelectorAll("th")].some((cell) => !cell.scope)) wrong.push(`a th without a scope: ${named(table)}`);
  }
  for (const chart of all("svg:not([aria-hidden])")) {
    const inner = chart.parentElement.closest("svg");
    if (!inner && (chart.getAttribute("role") !== "img" || !chart.querySelector("title") || !chart.querySelector("desc"))) {
      wrong.push(`a chart without role, title or description: ${named(chart)}`);
    }
  }

  const parsed = (color) => {
    const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const luminance = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (color !== "transparent" && parsed(color).a === 1) return parsed(color);
      if (color !== "transparent" && parsed(color).a > 0) wrong.push(`a half transparent background: ${named(at)}`);
    }
    return { r: 255, g: 255, b: 255 };
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || element.closest(".quiet, title, desc, style") || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const color = parsed(element.closest("svg") ? style.fill : style.color);
    const [light, dark] = [luminance(color), luminance(behind(element))].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < 4.5) wrong.push(`contrast ${ratio.toFixed(2)}: ${named(element)}`);
    seen += 1;
  }
  if (!seen) wrong.push("no text is to be seen");

  if (document.documentElement.scrollWidth > innerWidth) wrong.push(`${document.documentElement.scrollWidth} wide in ${innerWidth}`);
  return [...new Set(wrong)];
})()
