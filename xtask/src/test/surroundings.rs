//! The programs of other people that tests and benchmarks use: browsers, servers and validators.

use crate::{
    browser,
    packages::{self, Program},
    suite::Suite::{self, Browser, Hosting, Pictures, Real, Speed},
    tools,
};
use anyhow::Result;
use std::path::PathBuf;

/// Environment variables that tell the tests where programs are.
pub type Variables = Vec<(&'static str, PathBuf)>;

/// A program from Debian's packages, with one name and no required file.
const fn debian(
    name: &'static [&'static str; 1],
    variable: &'static str,
    packages: &'static [&'static str],
) -> Program {
    Program { names: name, variable, packages, required_file: None }
}

/// Each program, the environment variable that tells the tests its path, and the suites that need it. The programs that
/// are not from Debian's packages are in `tools/testing.rs`.
const PROGRAMS: &[(&str, Program, &[Suite])] = &[
    ("BROADSHEET_CHROME", browser::HEADLESS_CHROME, &[Browser, Hosting, Pictures]),
    ("BROADSHEET_CHROME", browser::CHROME, &[Real, Speed]),
    ("BROADSHEET_CHROMEDRIVER", browser::DRIVER, &[Browser, Hosting, Real, Speed, Pictures]),
    ("BROADSHEET_FIREFOX", browser::FIREFOX, &[Browser]),
    ("BROADSHEET_WEBKITDRIVER", browser::WEBKIT_DRIVER, &[Browser]),
    ("BROADSHEET_XVFB", browser::XVFB, &[Browser]),
    ("BROADSHEET_APACHE2", debian(&["apache2"], "APACHE2", &["apache2"]), &[Hosting]),
    (
        "BROADSHEET_APACHE2",
        Program {
            required_file: Some("/usr/lib/apache2/modules/mod_auth_openidc.so"),
            ..debian(&["apache2"], "APACHE2", &["apache2", "libapache2-mod-auth-openidc"])
        },
        &[Real],
    ),
    ("BROADSHEET_BUSYBOX", debian(&["busybox"], "BUSYBOX", &["busybox"]), &[Hosting]),
    ("BROADSHEET_CADDY", debian(&["caddy"], "CADDY", &["caddy"]), &[Hosting]),
    (
        "BROADSHEET_LIGHTTPD",
        Program {
            required_file: Some("/usr/lib/lighttpd/mod_deflate.so"),
            ..debian(&["lighttpd"], "LIGHTTPD", &["lighttpd", "lighttpd-mod-deflate"])
        },
        &[Hosting],
    ),
    (
        "BROADSHEET_NGINX",
        Program {
            required_file: Some("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"),
            ..debian(&["nginx"], "NGINX", &["nginx-light", "libnginx-mod-http-brotli-static"])
        },
        &[Hosting, Speed],
    ),
    (
        "BROADSHEET_PYTHON3",
        Program {
            // Debian's Python needs this package to make the virtual environment into which Python packages are
            // installed.
            required_file: Some("/usr/share/doc/python3-venv"),
            ..debian(&["python3"], "PYTHON3", &["python3", "python3-venv"])
        },
        &[Hosting],
    ),
    ("BROADSHEET_WEBFSD", debian(&["webfsd"], "WEBFSD", &["webfs"]), &[Hosting]),
    // Java runs the validator for HTML, xmllint validates XML.
    ("BROADSHEET_JAVA", debian(&["java"], "JAVA", &["default-jre-headless"]), &[Hosting]),
    ("BROADSHEET_XMLLINT", debian(&["xmllint"], "XMLLINT", &["libxml2-utils"]), &[Hosting]),
    // Only the server: `mariadb-server` would run it as a service.
    ("BROADSHEET_MARIADBD", debian(&["mariadbd"], "MARIADBD", &["mariadb-server-core"]), &[Real]),
    (
        "BROADSHEET_MARIADB_INSTALL_DB",
        debian(&["mariadb-install-db"], "MARIADB_INSTALL_DB", &["mariadb-server-core"]),
        &[Real],
    ),
    ("BROADSHEET_PANDOC", debian(&["pandoc"], "PANDOC", &["pandoc"]), &[Real]),
    ("BROADSHEET_PHP", debian(&["php"], "PHP", &["php-cli"]), &[Real]),
    // Only shows whether the package of WordPress is installed: the tests use its files, not this program. The package
    // also installs PHP's module for the database.
    (
        "BROADSHEET_WP_SETUP",
        Program {
            required_file: Some("/usr/share/wordpress/wp-content/themes/twentytwentythree/style.css"),
            ..debian(&["wp-setup"], "WP_SETUP", &["wordpress", "wordpress-theme-twentytwentythree"])
        },
        &[Real],
    ),
];

/// Finds all programs that the suites need, and installs the missing ones.
pub fn prepare(suites: &[Suite]) -> Result<Variables> {
    let needed = PROGRAMS.iter().filter(|(_, _, users)| Suite::any_of(suites, users));
    let (variables, programs): (Vec<_>, Vec<_>) = needed.map(|(variable, program, _)| (*variable, *program)).unzip();
    let files = packages::find_or_install(&programs, "the tests")?;
    let mut variables: Variables = variables.into_iter().zip(files).collect();
    variables.extend(tools::for_tests(suites)?);
    Ok(variables)
}
