//! What tests and benches run besides the project's own code: browsers, servers, validators.

use crate::{
    browser,
    packages::{self, Program},
    tools,
};
use anyhow::Result;
use std::path::PathBuf;

/// A program of Debian's packages that goes by one name.
const fn debian(
    name: &'static [&'static str; 1],
    variable: &'static str,
    packages: &'static [&'static str],
) -> Program {
    Program { names: name, variable, packages, also: None }
}

/// Each program, and the variable by which the tests are told where it is.
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
            also: Some("/usr/lib/lighttpd/mod_deflate.so"),
            ..debian(&["lighttpd"], "LIGHTTPD", &["lighttpd", "lighttpd-mod-deflate"])
        },
    ),
    (
        "BROADSHEET_NGINX",
        Program {
            also: Some("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"),
            ..debian(&["nginx"], "NGINX", &["nginx-light", "libnginx-mod-http-brotli-static"])
        },
    ),
    (
        "BROADSHEET_PYTHON3",
        Program {
            // Without it, Debian's Python makes no virtual environments for the packages that the tests use.
            also: Some("/usr/share/doc/python3-venv"),
            ..debian(&["python3"], "PYTHON3", &["python3", "python3-venv"])
        },
    ),
    ("BROADSHEET_WEBFSD", debian(&["webfsd"], "WEBFSD", &["webfs"])),
    // The first validates HTML, the second XML.
    ("BROADSHEET_JAVA", debian(&["java"], "JAVA", &["default-jre-headless"])),
    ("BROADSHEET_XMLLINT", debian(&["xmllint"], "XMLLINT", &["libxml2-utils"])),
];

/// The same for `tests/real/`.
const REAL_PROGRAMS: [(&str, Program); 7] = [
    ("BROADSHEET_CHROME", browser::CHROME),
    ("BROADSHEET_CHROMEDRIVER", browser::DRIVER),
    (
        "BROADSHEET_APACHE2",
        Program {
            also: Some("/usr/lib/apache2/modules/mod_auth_openidc.so"),
            ..debian(&["apache2"], "APACHE2", &["apache2", "libapache2-mod-auth-openidc"])
        },
    ),
    // The server itself, without the package that runs it as a service.
    ("BROADSHEET_MARIADBD", debian(&["mariadbd"], "MARIADBD", &["mariadb-server-core"])),
    ("BROADSHEET_MARIADB_INSTALL_DB", debian(&["mariadb-install-db"], "MARIADB_INSTALL_DB", &["mariadb-server-core"])),
    ("BROADSHEET_PHP", debian(&["php"], "PHP", &["php-cli"])),
    // It takes files of the package, not the program, from where Debian has them. PHP's module for the database comes
    // with it.
    (
        "BROADSHEET_WP_SETUP",
        Program {
            also: Some("/usr/share/wordpress/wp-content/themes/twentytwentythree/style.css"),
            ..debian(&["wp-setup"], "WP_SETUP", &["wordpress", "wordpress-theme-twentytwentythree"])
        },
    ),
];

/// Finds everything that `cargo xtask test` needs, installs what is missing, and returns the variables that say where
/// it is.
pub fn prepare() -> Result<Vec<(&'static str, PathBuf)>> {
    let mut surroundings = find_or_install(PROGRAMS)?;
    surroundings.extend(tools::for_tests()?);
    Ok(surroundings)
}

/// As [`prepare`], for `cargo xtask test real`.
pub fn prepare_real() -> Result<Vec<(&'static str, PathBuf)>> {
    let mut surroundings = find_or_install(REAL_PROGRAMS)?;
    surroundings.extend(tools::for_real_tests()?);
    Ok(surroundings)
}

fn find_or_install<const N: usize>(programs: [(&'static str, Program); N]) -> Result<Vec<(&'static str, PathBuf)>> {
    let (variables, programs): (Vec<_>, Vec<_>) = programs.into_iter().unzip();
    let files = packages::find_or_install(&programs, "the tests")?;
    Ok(variables.into_iter().zip(files).collect())
}
