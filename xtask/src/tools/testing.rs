//! The tools that only tests use: Firefox's driver; of the npm registry, servers, validators, schemas, other people's
//! styles, frameworks, and programs that read our pages and feeds; and of the Python registry more of those.

use super::{
    TYPESCRIPT,
    cache::Cache,
    install,
    tool::{Origin, Tool},
};
use crate::packages;
use anyhow::Result;
use sha2::{Digest, Sha256};
use std::{env::consts::EXE_SUFFIX, path::PathBuf};

/// The variable that tells the tests where a file is; the file, in a package's folder; the package and its version.
///
/// html-validate 11, jsdom 27 and lighthouse 13 want a newer Node than the project does: these are the last that run on
/// Node 20.
const FILES: [(&str, &str, &str, &str); 14] = [
    ("BROADSHEET_BOOTSTRAP", "bootstrap/dist/css/bootstrap.min.css", "bootstrap", "5.3.9"),
    ("BROADSHEET_FEEDSMITH", "feedsmith/dist/index.cjs", "feedsmith", "3.0.1"),
    ("BROADSHEET_HTML_VALIDATE", ".bin/html-validate", "html-validate", "10.9.0"),
    ("BROADSHEET_HTTP_SERVER", ".bin/http-server", "http-server", "14.1.1"),
    ("BROADSHEET_JSDOM", "jsdom/lib/api.js", "jsdom", "26.1.0"),
    ("BROADSHEET_JSONFEED_SCHEMA", "jsonfeed-schema/schema-v1.1.json", "jsonfeed-schema", "0.5.0"),
    ("BROADSHEET_LIGHTHOUSE", ".bin/lighthouse", "lighthouse", "12.8.2"),
    ("BROADSHEET_PREFLIGHT", "tailwindcss/preflight.css", "tailwindcss", "4.3.5"),
    ("BROADSHEET_READABILITY", "@mozilla/readability/index.js", "@mozilla/readability", "0.6.0"),
    ("BROADSHEET_SERVE", ".bin/serve", "serve", "14.2.7"),
    ("BROADSHEET_SIRV", ".bin/sirv", "sirv-cli", "3.0.1"),
    ("BROADSHEET_SITEMAP_XSD", "sitemap/schema/sitemap.xsd", "sitemap", "9.0.1"),
    ("BROADSHEET_TSC", ".bin/tsc", "typescript", TYPESCRIPT),
    ("BROADSHEET_VNU_JAR", "vnu-jar/build/dist/vnu.jar", "vnu-jar", "26.9.27"),
];

/// Programs of the Python registry: the variable that tells the tests where the interpreter is that has the package, the
/// package and its version, and what it needs besides.
const INTERPRETERS: [(&str, &str, &str, &[&str]); 2] = [
    ("BROADSHEET_FEEDPARSER", "feedparser", "6.0.14", &[]),
    // It imports a module that its own dependency has moved into a package of its own.
    ("BROADSHEET_TRAFILATURA", "trafilatura", "2.3.1", &["lxml_html_clean==0.4.6"]),
];

/// The frameworks that the element is tested in, with what builds a page of each and checks its types: one folder, which
/// `BROADSHEET_FRAMEWORKS` names.
///
/// Angular 22 wants a newer Node than the project does; Angular 21 and svelte-check take TypeScript up to 6.
const FRAMEWORKS: &[(&str, &str)] = &[
    ("@angular/common", "21.2.26"),
    ("@angular/compiler", "21.2.26"),
    ("@angular/compiler-cli", "21.2.26"),
    ("@angular/core", "21.2.26"),
    ("@angular/platform-browser", "21.2.26"),
    // Angular's linker and Preact's preset are plugins of it.
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

/// Those who log readers in, for `cargo xtask test real`: one folder, which `BROADSHEET_BACK_ENDS` names.
const BACK_ENDS: &[(&str, &str)] = &[
    ("@azure/static-web-apps-cli", "2.0.10"),
    // The log-in form of the emulator takes this version from another server.
    ("jquery", "3.2.1"),
    // It warns that it wants a newer Node than the project does, and works on Node 20 all the same.
    ("oidc-provider", "9.13.3"),
];

/// A folder of packages, by its name. Another list is another version.
fn folder_of(name: &'static str, packages: &'static [(&str, &str)]) -> Tool {
    let list: String = packages.iter().map(|(package, version)| format!("{package}@{version}\n")).collect();
    let digest: String = Sha256::digest(list).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    Tool { program: name, package: name, version: digest, origin: Origin::NpmTogether(packages) }
}

/// Firefox's driver, which Debian does not have.
fn geckodriver() -> Tool {
    Tool {
        program: "geckodriver",
        package: "geckodriver",
        version: "0.37.1".into(),
        origin: Origin::Crate { flags: &["--locked"], minutes: 3 },
    }
}

/// Installs those that the cache does not hold, and says where they are.
pub fn for_tests() -> Result<Vec<(&'static str, PathBuf)>> {
    let cache = Cache::open()?;
    let mut files = Vec::new();
    let mut tools = Vec::new();
    for (variable, file, package, version) in FILES {
        let tool = Tool { program: package, package, version: version.into(), origin: Origin::Npm };
        files.push((variable, cache.entry(&tool).join("node_modules").join(file)));
        tools.push(tool);
    }
    for (variable, package, version, also) in INTERPRETERS {
        let tool = Tool { program: package, package, version: version.into(), origin: Origin::Pip { also } };
        files.push((variable, tool.programs_in(&cache.entry(&tool)).join("python")));
        tools.push(tool);
    }
    let frameworks = folder_of("frameworks", FRAMEWORKS);
    files.push(("BROADSHEET_FRAMEWORKS", cache.entry(&frameworks).join("node_modules")));
    tools.push(frameworks);
    let driver = geckodriver();
    let file = match users_own(&driver)? {
        Some(file) => file,
        None => {
            let file = driver.programs_in(&cache.entry(&driver)).join(format!("{}{EXE_SUFFIX}", driver.program));
            tools.push(driver);
            file
        }
    };
    files.push(("BROADSHEET_GECKODRIVER", file));
    if tools.iter().any(|tool| !cache.holds(tool)) {
        install::missing(&tools, &cache)?;
    }
    Ok(files)
}

/// As [`for_tests`], for the tests in `tests/real/`.
pub fn for_real_tests() -> Result<Vec<(&'static str, PathBuf)>> {
    let cache = Cache::open()?;
    let back_ends = folder_of("back-ends", BACK_ENDS);
    let folder = cache.entry(&back_ends).join("node_modules");
    if !cache.holds(&back_ends) {
        install::missing(&[back_ends], &cache)?;
    }
    Ok(vec![("BROADSHEET_BACK_ENDS", folder)])
}

/// The driver that `GECKODRIVER` names, or else the one on PATH, if it is of the right version.
fn users_own(driver: &Tool) -> Result<Option<PathBuf>> {
    let named = packages::named_by("GECKODRIVER")?;
    Ok(named.or_else(|| which::which(driver.program).ok().filter(|_| driver.is_on_path())))
}
