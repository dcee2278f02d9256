// Prints what Reader View shows of each article: `node reader-view.cjs READABILITY JSDOM SITE`.
const fs = require("node:fs");
const path = require("node:path");
const [readability, jsdom, site] = process.argv.slice(2);
const { Readability } = require(readability);
const { JSDOM } = require(jsdom);

const readings = {};
for (const file of fs.readdirSync(path.join(site, "content/articles"))) {
  if (!file.endsWith(".json")) continue;
  const slug = file.slice(0, -".json".length);
  const page = `2024/10/${slug}/`;
  const html = fs.readFileSync(path.join(site, page, "index.html"), "utf8");
  const { window } = new JSDOM(html, { url: `https://news.example/${page}` });
  const article = new Readability(window.document).parse();
  readings[slug] = {
    title: article?.title ?? null,
    byline: article?.byline ?? null,
    date: article?.publishedTime ?? null,
    text: article?.textContent ?? null,
  };
  window.close();
}
console.log(JSON.stringify(readings));
