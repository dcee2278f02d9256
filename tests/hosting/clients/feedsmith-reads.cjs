// Prints what feedsmith reads from the feeds: `node feedsmith-reads.cjs FEEDSMITH SITE`. Each key is a feed and a slug.
const fs = require("node:fs");
const path = require("node:path");
const [feedsmith, site] = process.argv.slice(2);
const { parseFeed } = require(feedsmith);

const entities = { lt: "<", gt: ">", quot: '"', amp: "&" };
const text = (html) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/&#(?:x([0-9a-f]+)|([0-9]+));/gi, (_, hex, decimal) => String.fromCodePoint(hex ? parseInt(hex, 16) : decimal))
    .replace(/&(lt|gt|quot|amp);/g, (_, name) => entities[name]);

const readings = {};
for (const name of ["feed.xml", "feed.json", "rss.xml"]) {
  const { feed } = parseFeed(fs.readFileSync(path.join(site, name), "utf8"));
  for (const entry of feed.items ?? feed.entries) {
    const link = entry.url ?? entry.link ?? entry.links.find(({ rel }) => rel === "alternate").href;
    const slug = new URL(link).pathname.split("/").at(-2);
    readings[`${name} ${slug}`] = {
      title: entry.title.value ?? entry.title,
      byline: (entry.dc?.creators ?? entry.authors?.map((author) => author.name) ?? []).join(", "),
      date: entry.date_published ?? entry.published ?? new Date(entry.pubDate).toISOString(),
      text: text(entry.content_html ?? entry.content.value ?? entry.content.encoded),
    };
  }
}
console.log(JSON.stringify(readings));
