//! The project of an embedding site: the snippets of `docs/embed.md`, and the files that a build needs besides.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tokio::process::Command;

use super::Framework;
use super::documentation::snippets;
use crate::packages;
use crate::server::Host;

/// The files that an embedding site copies from the publisher.
const COPIED: [&str; 2] = ["embed.mjs", "embed.d.mts"];

/// The publisher's address in the snippets.
const NEWS: &str = "https://news.example/";

/// The modes of a build: with the framework's warnings, and as readers get it.
pub const MODES: [&str; 2] = ["development", "production"];

/// A project in a folder of its own.
pub struct Project {
    folder: PathBuf,
}

impl Project {
    /// The folder of a framework's project.
    pub fn folder(name: &str) -> PathBuf {
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("frameworks").join(name)
    }

    /// Writes a framework's project, with its articles on this publisher.
    pub fn write(framework: &Framework, publisher: &str) -> Self {
        let folder = Self::folder(framework.name);
        // Files of an earlier run would be built, too.
        if folder.exists() {
            std::fs::remove_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        }
        std::fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let project = Self { folder };
        packages::link(&project.folder);
        project.file("package.json", &json!({ "type": "module", "private": true }).to_string());
        project.file("tsconfig.json", &configuration(framework).to_string());
        project.file("host.d.ts", include_str!("host.d.ts"));
        project.file("index.html", &include_str!("index.html").replace("./main", framework.main));
        for name in COPIED {
            project.file(name, &read(&Host::default().folder.join(name)));
        }
        for (name, text) in framework.files {
            project.file(name, text);
        }
        for (name, text) in snippets(framework.name) {
            project.file(name, &text.replace(NEWS, publisher));
        }
        project
    }

    /// Runs a program of an npm package, and asserts that it succeeds and prints no warning. Returns its output.
    pub async fn run(&self, line: &[&str], environment: &[(&str, &str)]) -> String {
        let program = packages::folder().join(".bin").join(line[0]);
        let mut command = Command::new(&program);
        command.args(&line[1..]).current_dir(&self.folder).envs(environment.iter().copied()).kill_on_drop(true);
        let outcome = command.output().await.unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let [said, complaint] =
            [outcome.stdout, outcome.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
        // On a busy machine, Vite ends with a notice about slow plugins.
        let complaint = complaint.split("[PLUGIN_TIMINGS]").next().unwrap_or_default();
        assert!(outcome.status.success() && complaint.is_empty(), "{line:?}: {said}{complaint}");
        said
    }

    /// Builds the page into the folder with the mode's name.
    pub async fn build(&self, mode: &str) {
        let line = ["vite", "build", "--mode", mode, "--outDir", mode, "--base", "./", "--logLevel", "warn"];
        let said = self.run(&line, &[("NODE_ENV", mode)]).await;
        assert_eq!(said, "", "Vite has something to say of {mode}");
    }

    /// Builds the script with which a server renders the page.
    pub async fn build_server(&self, server: &str, mode: &str) {
        let out = format!("server-{mode}");
        let line = ["vite", "build", "--mode", mode, "--outDir", &out, "--ssr", server, "--logLevel", "warn"];
        self.run(&line, &[("NODE_ENV", mode)]).await;
    }

    /// Renders the page on a server, and returns the HTML for its head and body.
    pub async fn render(&self, mode: &str, first: &Value) -> (String, String) {
        let script = format!(
            "import {{ render }} from './server-{mode}/server.js'; \
             const {{ head, body }} = await render({first}); \
             process.stdout.write(JSON.stringify([head, body]))"
        );
        let mut node = Command::new("node");
        node.args(["--input-type=module", "--eval", &script]).env("NODE_ENV", mode).current_dir(&self.folder);
        let outcome = node.output().await.expect("Node is there");
        // Warnings count as failures.
        let complaint = String::from_utf8_lossy(&outcome.stderr);
        assert!(outcome.status.success() && complaint.is_empty(), "{complaint}");
        serde_json::from_slice(&outcome.stdout).expect("a server renders two texts")
    }

    /// The built page, with this added to its head and this server-rendered body.
    pub fn page(&self, mode: &str, head: &str, rendered: &str) -> String {
        let page = read(&self.folder.join(mode).join("index.html"));
        page.replace("<!-- head -->", head).replace("<!-- app -->", rendered)
    }

    fn file(&self, name: &str, text: &str) {
        let file = self.folder.join(name);
        std::fs::write(&file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
}

/// The version of an npm package.
pub fn version(package: &str) -> String {
    let text = read(&packages::folder().join(package).join("package.json"));
    let package: Value = serde_json::from_str(&text).expect("package.json is JSON");
    package["version"].as_str().expect("a package has a version").to_owned()
}

/// The TypeScript configuration, in strict mode.
fn configuration(framework: &Framework) -> Value {
    let mut options = json!({
        "strict": true,
        "noUnusedLocals": true,
        "noUncheckedIndexedAccess": true,
        "verbatimModuleSyntax": true,
        "target": "es2022",
        "lib": ["es2022", "dom", "dom.iterable"],
        "types": [],
        "module": "esnext",
        "moduleResolution": "bundler",
        // The types of npm packages are not checked.
        "skipLibCheck": true,
    });
    let more: Value = serde_json::from_str(framework.options).expect("the options are JSON");
    options.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    json!({
        "compilerOptions": options,
        "vueCompilerOptions": { "strictTemplates": true },
        "angularCompilerOptions": { "strictTemplates": true, "strictInjectionParameters": true },
        "include": ["*.ts", "*.tsx", "*.vue", "*.svelte"],
    })
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}
