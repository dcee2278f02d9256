// Prints what rss-parser reads from the feeds: `node rss-parser-reads.cjs RSS-PARSER SITE`. Each key is a feed and a slug.
const fs = require("node:fs");
const path = require("node:path");
const [parser, site] = process.argv.slice(2);
const Parser = require(parser);

// Of several authors, it returns only the first unless it is asked for all.
const all = { keepArray: true };
const item = [
  ["dc:creator", "creators", all],
  ["author", "authors", all],
];

const entities = { lt: "<", gt: ">", quot: '"', amp: "&" };
const text = (html) =>
  html
    .replace(/<[^>]*>/g, " ")
    .replace(/&#(?:x([0-9a-f]+)|([0-9]+));/gi, (_, hex, decimal) => String.fromCodePoint(hex ? parseInt(hex, 16) : decimal))
    .replace(/&(lt|gt|quot|amp);/g, (_, name) => entities[name]);

const readings = {};
(async () => {
  for (const name of ["feed.xml", "rss.xml"]) {
    const feed = await new Parser({ customFields: { item } }).parseString(fs.readFileSync(path.join(site, name), "utf8"));
    for (const entry of feed.items) {
      const slug = new URL(entry.link).pathname.split("/").at(-2);
      const authors = entry.creators ?? entry.authors?.map((author) => author.name[0]) ?? [];
      readings[`${name} ${slug}`] = {
        title: entry.title,
        byline: authors.join(", "),
        date: entry.isoDate,
        text: text(entry["content:encoded"] ?? entry.content),
      };
    }
  }
  console.log(JSON.stringify(readings));
})();
