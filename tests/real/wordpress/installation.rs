//! A WordPress from Debian's packages on loopback, with a database of its own. Both stop with the test.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tokio::io::AsyncWriteExt;

use crate::process::{Place, Process};
use crate::programs;
use crate::site::write;

/// The folder of Debian's package.
const PACKAGE: &str = "/usr/share/wordpress";

/// A running WordPress, with the users `administrator` and `author`. Dropping it stops it and its database.
pub struct WordPress {
    // Fields are dropped in this order: the web server has to stop first.
    web: Process,
    database: Process,
}

impl WordPress {
    /// Installs a WordPress in a new folder, and starts it.
    pub fn start() -> Self {
        let (database, place) = (database(), Place::new("/"));
        let mut php = php(&place, &database);
        php.args(["-S", &format!("127.0.0.1:{}", place.port), "-t"]).arg(&place.root);
        // The server is started first, so that its folder is deleted even if the installation fails.
        let wordpress = Self { web: Process::start(place, &php), database };
        let Place { folder, root, .. } = &wordpress.web.place;
        // WordPress reads its settings from its own folder, so it has to be a copy. `-L` also copies files that the
        // package only links to.
        run(Command::new("cp").args(["-RL", &format!("{PACKAGE}/.")]).arg(root));
        write(&root.join("wp-config.php"), include_bytes!("wp-config.php"));
        write(&folder.join("install.php"), include_bytes!("install.php"));
        write(&folder.join("post.php"), include_bytes!("post.php"));
        write(&folder.join("export.php"), include_bytes!("export.php"));
        wordpress.add_plugin("loopback.php", include_str!("loopback.php"));
        run(&mut wordpress.script("install.php"));
        wordpress
    }

    /// The version without its patch number, such as `6.1`.
    pub fn version() -> String {
        let file = Path::new(PACKAGE).join("wp-includes/version.php");
        let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let version = text.split("$wp_version = '").nth(1).and_then(|rest| rest.split('\'').next());
        let version = version.unwrap_or_else(|| panic!("{} names no version", file.display()));
        version.split('.').take(2).collect::<Vec<_>>().join(".")
    }

    /// Adds a plugin that is always active.
    pub fn add_plugin(&self, name: &str, plugin: &str) {
        let folder = self.web.place.root.join("wp-content/mu-plugins");
        fs::create_dir_all(&folder).expect("folders can be made");
        write(&folder.join(name), plugin.as_bytes());
    }

    /// Publishes a post as a user, and returns its address.
    pub async fn post(&self, user: &str, content: &str) -> String {
        let mut script = tokio::process::Command::from(self.script("post.php"));
        let script = script.arg(user).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut script = script.spawn().expect("PHP starts");
        let mut input = script.stdin.take().expect("stdin is piped");
        input.write_all(content.as_bytes()).await.expect("PHP reads");
        drop(input);
        let output = script.wait_with_output().await.expect("PHP ends");
        let address = said(&output);
        assert!(address.starts_with(&self.web.place.url("")), "{user} can't post: {address}");
        address
    }

    /// Fills it with a post of these blocks and with others, and returns its export and the names of all blocks that it knows.
    pub fn export(&self, blocks: &str) -> (Vec<u8>, Vec<String>) {
        let file = self.web.place.folder.join("blocks.html");
        write(&file, blocks.as_bytes());
        let input = fs::File::open(&file).expect("the file has just been written");
        let output = self.script("export.php").stdin(input).output().expect("PHP starts");
        assert!(output.status.success() && output.stdout.starts_with(b"<?xml"), "no export: {}", said(&output));
        let known = fs::read(self.web.place.root.join("blocks.json")).expect("the script has written it");
        (output.stdout, serde_json::from_slice(&known).expect("a list of names"))
    }

    /// The folder of its media library.
    pub fn uploads(&self) -> PathBuf {
        self.web.place.root.join("wp-content/uploads")
    }

    fn script(&self, name: &str) -> Command {
        let mut php = php(&self.web.place, &self.database);
        php.arg(self.web.place.folder.join(name));
        php
    }
}

/// Starts a database that can be reached only by a socket.
fn database() -> Process {
    // The installation runs as part of the server process, so its files are deleted with the server's folder.
    const INSTALL_AND_START: &str = r#"
        "$INSTALL" --no-defaults "$DATA" "$@" --auth-root-authentication-method=normal --skip-test-db &&
        exec "$SERVER" --no-defaults "$DATA" "$@" --skip-networking --socket="$PLACE/socket" --pid-file="$PLACE/pid" \
            --init-file="$PLACE/begin.sql""#;
    let place = Place::new("/");
    place.file("begin.sql", "CREATE DATABASE wordpress;\n");
    let mut server = Command::new("sh");
    server.args(["-c", INSTALL_AND_START, "database"]);
    server.env("INSTALL", programs::find("mariadb-install-db")).env("SERVER", programs::find("mariadbd"));
    server.env("DATA", format!("--datadir={}", place.folder.join("data").display())).env("PLACE", &place.folder);
    // Servers with a common TMPDIR delete each other's files when they start.
    server.env("TMPDIR", &place.folder);
    // MariaDB refuses to run as root without this option.
    if fs::metadata(&place.folder).is_ok_and(|folder| folder.uid() == 0) {
        server.arg("--user=root");
    }
    let socket = socket(&place);
    Process::start_until(place, &server, || UnixStream::connect(&socket).is_ok())
}

fn socket(place: &Place) -> PathBuf {
    place.folder.join("socket")
}

/// The PHP command with the environment variables of `wp-config.php` and the scripts.
fn php(place: &Place, database: &Process) -> Command {
    let mut php = Command::new(programs::find("php"));
    // WordPress's code is older than Debian's PHP, which would print notices about it.
    php.args(["-d", "display_errors=stderr", "-d", "error_reporting=E_ERROR"]);
    php.env("WORDPRESS_ADDRESS", place.url("").trim_end_matches('/')).env("WORDPRESS_FOLDER", &place.root);
    php.env("WORDPRESS_DATABASE", socket(&database.place));
    php
}

/// Runs a program, and asserts that it succeeds.
fn run(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("{command:?} does not start: {error}"));
    assert!(output.status.success(), "{command:?}: {}", said(&output));
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}
