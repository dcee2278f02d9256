//! The programs of other people that tests and benchmarks use: browsers, servers and validators.

use crate::{
    browser,
    packages::{self, Program},
    tools,
};
use anyhow::Result;
use std::path::PathBuf;

/// A program from Debian's packages, with one name and no required file.
const fn debian(
    name: &'static [&'static str; 1],
    variable: &'static str,
    packages: &'static [&'static str],
) -> Program {
    Program { names: name, variable, packages, required_file: None }
}

/// Each program, and the environment variable that tells the tests its path.
const PROGRAMS: [(&str, Program); 12] = [
    ("BROADSHEET_CHROME", browser::CHROME),
    ("BROADSHEET_CHROMEDRIVER", browser::DRIVER),
    ("BROADSHEET_FIREFOX", browser::FIREFOX),
    ("BROADSHEET_APACHE2", debian(&["apache2"], "APACHE2", &["apache2"])),
    ("BROADSHEET_BUSYBOX", debian(&["busybox"], "BUSYBOX", &["busybox"])),
    ("BROADSHEET_CADDY", debian(&["caddy"], "CADDY", &["caddy"])),
    (
        "BROADSHEET_LIGHTTPD",
        Program {
            required_file: Some("/usr/lib/lighttpd/mod_deflate.so"),
            ..debian(&["lighttpd"], "LIGHTTPD", &["lighttpd", "lighttpd-mod-deflate"])
        },
    ),
    (
        "BROADSHEET_NGINX",
        Program {
            required_file: Some("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"),
            ..debian(&["nginx"], "NGINX", &["nginx-light", "libnginx-mod-http-brotli-static"])
        },
    ),
    (
        "BROADSHEET_PYTHON3",
        Program {
            // Debian's Python needs this package to make the virtual environment into which Python packages are
            // installed.
            required_file: Some("/usr/share/doc/python3-venv"),
            ..debian(&["python3"], "PYTHON3", &["python3", "python3-venv"])
        },
    ),
    ("BROADSHEET_WEBFSD", debian(&["webfsd"], "WEBFSD", &["webfs"])),
    // Java runs the validator for HTML, xmllint validates XML.
    ("BROADSHEET_JAVA", debian(&["java"], "JAVA", &["default-jre-headless"])),
    ("BROADSHEET_XMLLINT", debian(&["xmllint"], "XMLLINT", &["libxml2-utils"])),
];

/// The programs for `tests/real/`, as in [`PROGRAMS`].
const REAL_PROGRAMS: [(&str, Program); 7] = [
    ("BROADSHEET_CHROME", browser::CHROME),
    ("BROADSHEET_CHROMEDRIVER", browser::DRIVER),
    (
        "BROADSHEET_APACHE2",
        Program {
            required_file: Some("/usr/lib/apache2/modules/mod_auth_openidc.so"),
            ..debian(&["apache2"], "APACHE2", &["apache2", "libapache2-mod-auth-openidc"])
        },
    ),
    // Only the server: `mariadb-server` would run it as a service.
    ("BROADSHEET_MARIADBD", debian(&["mariadbd"], "MARIADBD", &["mariadb-server-core"])),
    ("BROADSHEET_MARIADB_INSTALL_DB", debian(&["mariadb-install-db"], "MARIADB_INSTALL_DB", &["mariadb-server-core"])),
    ("BROADSHEET_PHP", debian(&["php"], "PHP", &["php-cli"])),
    // Only shows whether the package of WordPress is installed: the tests use its files, not this program. The package
    // also installs PHP's module for the database.
    (
        "BROADSHEET_WP_SETUP",
        Program {
            required_file: Some("/usr/share/wordpress/wp-content/themes/twentytwentythree/style.css"),
            ..debian(&["wp-setup"], "WP_SETUP", &["wordpress", "wordpress-theme-twentytwentythree"])
        },
    ),
];

/// Finds all programs that `cargo xtask test` needs, and installs the missing ones. Returns the environment variables
/// with their paths.
pub fn prepare() -> Result<Vec<(&'static str, PathBuf)>> {
    let mut variables = find_or_install(PROGRAMS)?;
    variables.extend(tools::for_tests()?);
    Ok(variables)
}

/// Like [`prepare`], for `cargo xtask test real`.
pub fn prepare_real() -> Result<Vec<(&'static str, PathBuf)>> {
    let mut variables = find_or_install(REAL_PROGRAMS)?;
    variables.extend(tools::for_real_tests()?);
    Ok(variables)
}

fn find_or_install<const N: usize>(programs: [(&'static str, Program); N]) -> Result<Vec<(&'static str, PathBuf)>> {
    let (variables, programs): (Vec<_>, Vec<_>) = programs.into_iter().unzip();
    let files = packages::find_or_install(&programs, "the tests")?;
    Ok(variables.into_iter().zip(files).collect())
}
