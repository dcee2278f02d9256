// Prints what open-graph-scraper reads from pages: `node open-graph-scraper-reads.cjs OPEN-GRAPH-SCRAPER PAGE… SITE`.
const fs = require("node:fs");
const path = require("node:path");
const [scraper, ...pages] = process.argv.slice(2);
const site = pages.pop();
const read = require(scraper);

const names = {
  ogType: "og:type",
  ogTitle: "og:title",
  ogDescription: "og:description",
  ogUrl: "og:url",
  ogSiteName: "og:site_name",
  articlePublishedTime: "article:published_time",
  articleModifiedTime: "article:modified_time",
  articleAuthor: "article:author",
  articleSection: "article:section",
  articleTag: "article:tag",
};

(async () => {
  const readings = {};
  for (const page of pages) {
    const { result } = await read({ html: fs.readFileSync(path.join(site, page, "index.html"), "utf8") });
    const graph = Object.entries(names).flatMap(([key, name]) => (key in result ? [[name, result[key]]] : []));
    for (const image of result.ogImage ?? []) {
      graph.push(["og:image", image.url]);
      for (const part of ["width", "height", "alt"]) if (part in image) graph.push([`og:image:${part}`, image[part]]);
    }
    readings[page] = { graph, data: result.jsonLD };
  }
  console.log(JSON.stringify(readings));
})();
