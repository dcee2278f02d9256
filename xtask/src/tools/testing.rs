//! The tools that only tests use: Firefox's driver; from npm, servers, validators, schemas, style sheets, frameworks,
//! and programs that read pages or feeds; from Python's registry, more of these programs.

use super::{
    TYPESCRIPT, bundlers,
    cache::Cache,
    install,
    tool::{Origin, Tool},
};
use crate::{
    packages,
    suite::Suite::{self, Browser, Hosting, Real, Speed},
};
use anyhow::Result;
use sha2::{Digest, Sha256};
use std::{env::consts::EXE_SUFFIX, path::PathBuf};

/// Packages from npm. Each has: the environment variable that tells the tests the path of a file; that file in
/// `node_modules`; the package; its version; the suites that need it.
///
/// html-validate 11, jsdom 27 and lighthouse 13 need a newer Node than the project: these versions are the last for
/// Node 20.
const NPM_FILES: [(&str, &str, &str, &str, &[Suite]); 16] = [
    ("BROADSHEET_BOOTSTRAP", "bootstrap/dist/css/bootstrap.min.css", "bootstrap", "5.3.9", &[Browser]),
    ("BROADSHEET_FEEDSMITH", "feedsmith/dist/index.cjs", "feedsmith", "3.0.1", &[Hosting]),
    ("BROADSHEET_HTML_VALIDATE", ".bin/html-validate", "html-validate", "10.9.0", &[Hosting]),
    ("BROADSHEET_HTTP_SERVER", ".bin/http-server", "http-server", "14.1.1", &[Hosting]),
    ("BROADSHEET_JSDOM", "jsdom/lib/api.js", "jsdom", "26.1.0", &[Hosting]),
    ("BROADSHEET_JSONFEED_SCHEMA", "jsonfeed-schema/schema-v1.1.json", "jsonfeed-schema", "0.5.0", &[Hosting]),
    ("BROADSHEET_LIGHTHOUSE", ".bin/lighthouse", "lighthouse", "12.8.2", &[Hosting, Speed]),
    (
        "BROADSHEET_OPEN_GRAPH_SCRAPER",
        "open-graph-scraper/dist/cjs/index.js",
        "open-graph-scraper",
        "6.12.0",
        &[Hosting],
    ),
    ("BROADSHEET_PREFLIGHT", "tailwindcss/preflight.css", "tailwindcss", "4.3.5", &[Browser]),
    ("BROADSHEET_READABILITY", "@mozilla/readability/index.js", "@mozilla/readability", "0.6.0", &[Hosting]),
    ("BROADSHEET_RSS_PARSER", "rss-parser/index.js", "rss-parser", "3.13.0", &[Hosting]),
    ("BROADSHEET_SERVE", ".bin/serve", "serve", "14.2.7", &[Hosting]),
    ("BROADSHEET_SIRV", ".bin/sirv", "sirv-cli", "3.0.1", &[Hosting]),
    ("BROADSHEET_SITEMAP_XSD", "sitemap/schema/sitemap.xsd", "sitemap", "9.0.1", &[Hosting]),
    ("BROADSHEET_TSC", ".bin/tsc", "typescript", TYPESCRIPT, &[Hosting]),
    ("BROADSHEET_VNU_JAR", "vnu-jar/build/dist/vnu.jar", "vnu-jar", "26.9.27", &[Hosting]),
];

/// Packages from Python's registry, which only the suite [`Hosting`] needs. Each has: the environment variable that tells
/// the tests the path of the Python that can import it; the package; its version; other packages that it needs.
const PYTHON_PACKAGES: [(&str, &str, &str, &[&str]); 3] = [
    ("BROADSHEET_EXTRUCT", "extruct", "0.18.0", &[]),
    ("BROADSHEET_FEEDPARSER", "feedparser", "6.0.14", &[]),
    // trafilatura imports a module that lxml has moved to this package, and does not declare it.
    ("BROADSHEET_TRAFILATURA", "trafilatura", "2.3.1", &["lxml_html_clean==0.4.6"]),
];

/// Packages, each with its version.
type Packages = &'static [(&'static str, &'static str)];

/// The frameworks in which the tests use `<broadsheet-article>`, with their compilers and type checkers.
///
/// Angular 22 needs a newer Node than the project. Angular 21 and svelte-check don't support TypeScript 7.
const FRAMEWORKS: Packages = &[
    ("@angular/common", "21.2.26"),
    ("@angular/compiler", "21.2.26"),
    ("@angular/compiler-cli", "21.2.26"),
    ("@angular/core", "21.2.26"),
    ("@angular/platform-browser", "21.2.26"),
    // Angular's linker and Preact's preset are plugins of Babel.
    ("@babel/core", "7.29.13"),
    ("@preact/preset-vite", "2.10.6"),
    ("@sveltejs/vite-plugin-svelte", "7.3.1"),
    ("@types/react", "19.3.3"),
    ("@types/react-dom", "19.3.0"),
    ("@vitejs/plugin-react", "6.3.0"),
    ("@vitejs/plugin-vue", "6.0.11"),
    ("preact", "11.2.0"),
    ("preact-render-to-string", "6.8.2"),
    ("react", "19.3.1"),
    ("react-dom", "19.3.1"),
    ("rxjs", "7.8.2"),
    ("solid-js", "1.9.20"),
    ("svelte", "5.57.3"),
    ("svelte-check", "4.7.8"),
    ("typescript", TYPESCRIPT),
    ("vite", "8.4.0"),
    ("vite-plugin-solid", "2.11.14"),
    ("vue", "3.5.45"),
    ("vue-tsc", "3.3.14"),
];

/// The login servers of `cargo xtask test real`.
const BACK_ENDS: Packages = &[
    ("@azure/static-web-apps-cli", "2.0.10"),
    // The emulator's login form requests this version from another server. The tests replace it with this copy.
    ("jquery", "3.2.1"),
    // On Node 20 it warns that it needs a newer Node, but works.
    ("oidc-provider", "9.13.3"),
];

/// Folders of packages from npm. Each has: the environment variable that tells the tests its path; its name; the
/// packages; the suites that need it.
const NPM_FOLDERS: [(&str, &str, Packages, &[Suite]); 2] = [
    ("BROADSHEET_FRAMEWORKS", "frameworks", FRAMEWORKS, &[Browser, Speed]),
    ("BROADSHEET_BACK_ENDS", "back-ends", BACK_ENDS, &[Real]),
];

/// A tool that is a folder of npm packages. Its version is the hash of the list, so a changed list is installed anew.
fn npm_folder(name: &'static str, packages: Packages) -> Tool {
    let list: String = packages.iter().map(|(package, version)| format!("{package}@{version}\n")).collect();
    let digest: String = Sha256::digest(list).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    Tool { program: name, package: name, version: digest, origin: Origin::NpmTogether(packages) }
}

/// Firefox's driver, of which Debian has no package.
fn geckodriver() -> Tool {
    Tool {
        program: "geckodriver",
        package: "geckodriver",
        version: "0.37.1".into(),
        origin: Origin::Crate { flags: &["--locked"], minutes: 3 },
    }
}

/// Installs the missing tools that these suites need, and returns the environment variables with their paths.
pub fn for_tests(suites: &[Suite]) -> Result<Vec<(&'static str, PathBuf)>> {
    let is_needed = |users: &[Suite]| Suite::any_of(suites, users);
    let cache = Cache::open()?;
    let mut files = Vec::new();
    let mut tools = Vec::new();
    for (variable, file, package, version, _) in NPM_FILES.into_iter().filter(|row| is_needed(row.4)) {
        let tool = Tool { program: package, package, version: version.into(), origin: Origin::Npm };
        files.push((variable, cache.entry(&tool).join("node_modules").join(file)));
        tools.push(tool);
    }
    for (variable, name, packages, _) in NPM_FOLDERS.into_iter().filter(|row| is_needed(row.3)) {
        let tool = npm_folder(name, packages);
        files.push((variable, cache.entry(&tool).join("node_modules")));
        tools.push(tool);
    }
    for (variable, package, version, dependencies) in PYTHON_PACKAGES.into_iter().filter(|_| is_needed(&[Hosting])) {
        let tool = Tool { program: package, package, version: version.into(), origin: Origin::Pip { dependencies } };
        files.push((variable, tool.programs_in(&cache.entry(&tool)).join("python")));
        tools.push(tool);
    }
    let mut compiled = Vec::new();
    if is_needed(&[Browser]) {
        let driver = geckodriver();
        compiled.push(("BROADSHEET_GECKODRIVER", installed_driver(&driver)?, driver));
    }
    if is_needed(&[Real]) {
        let [trunk, wasm_bindgen] = bundlers()?;
        compiled.push(("BROADSHEET_TRUNK", on_path(&trunk), trunk));
        compiled.push(("BROADSHEET_WASM_BINDGEN", on_path(&wasm_bindgen), wasm_bindgen));
    }
    for (variable, installed, tool) in compiled {
        let file = match installed {
            Some(file) => file,
            None => {
                let file = tool.programs_in(&cache.entry(&tool)).join(format!("{}{EXE_SUFFIX}", tool.program));
                tools.push(tool);
                file
            }
        };
        files.push((variable, file));
    }
    if tools.iter().any(|tool| !cache.contains(tool)) {
        install::missing(&tools, &cache)?;
    }
    Ok(files)
}

/// The driver that `GECKODRIVER` names, or else the one on PATH, if it has the right version.
fn installed_driver(driver: &Tool) -> Result<Option<PathBuf>> {
    Ok(packages::path_from_variable("GECKODRIVER")?.or_else(|| on_path(driver)))
}

/// The program on PATH, if it has the right version.
fn on_path(tool: &Tool) -> Option<PathBuf> {
    which::which(tool.program).ok().filter(|_| tool.is_on_path())
}
