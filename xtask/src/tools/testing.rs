//! The tools that only tests use: servers, validators, schemas and other people's styles, of the npm registry.

use super::{
    cache::Cache,
    install,
    tool::{Origin, Tool},
};
use anyhow::Result;
use std::path::PathBuf;

/// The variable that tells the tests where a file is; the file, in a package's folder; the package and its version.
///
/// html-validate 11 and lighthouse 13 want a newer Node than the project does: these are the last that run on Node 20.
const FILES: [(&str, &str, &str, &str); 10] = [
    ("BROADSHEET_BOOTSTRAP", "bootstrap/dist/css/bootstrap.min.css", "bootstrap", "5.3.9"),
    ("BROADSHEET_HTML_VALIDATE", ".bin/html-validate", "html-validate", "10.9.0"),
    ("BROADSHEET_HTTP_SERVER", ".bin/http-server", "http-server", "14.1.1"),
    ("BROADSHEET_JSONFEED_SCHEMA", "jsonfeed-schema/schema-v1.1.json", "jsonfeed-schema", "0.5.0"),
    ("BROADSHEET_LIGHTHOUSE", ".bin/lighthouse", "lighthouse", "12.8.2"),
    ("BROADSHEET_PREFLIGHT", "tailwindcss/preflight.css", "tailwindcss", "4.3.5"),
    ("BROADSHEET_SERVE", ".bin/serve", "serve", "14.2.7"),
    ("BROADSHEET_SIRV", ".bin/sirv", "sirv-cli", "3.0.1"),
    ("BROADSHEET_SITEMAP_XSD", "sitemap/schema/sitemap.xsd", "sitemap", "9.0.1"),
    ("BROADSHEET_VNU_JAR", "vnu-jar/build/dist/vnu.jar", "vnu-jar", "26.9.27"),
];

/// Installs those that the cache does not hold, and says where they are.
pub fn for_tests() -> Result<Vec<(&'static str, PathBuf)>> {
    let cache = Cache::open()?;
    let tools = FILES.map(|(_, _, package, version)| Tool {
        program: package,
        package,
        version: version.into(),
        origin: Origin::Npm,
    });
    if tools.iter().any(|tool| !cache.holds(tool)) {
        install::missing(&tools, &cache)?;
    }
    let files = FILES.iter().zip(&tools);
    Ok(files
        .map(|((variable, file, ..), tool)| (*variable, cache.entry(tool).join("node_modules").join(file)))
        .collect())
}
