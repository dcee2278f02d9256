//! Packs the program with its documentation.

use crate::{project, step, tools};
use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use fs_err as fs;
use std::{
    env::consts::EXE_SUFFIX,
    path::{Path, PathBuf},
    process::Command,
};
use tar::{Builder, Header};

/// The completions, by shell: the name of each file is the one that the shell looks for.
const COMPLETIONS: [(&str, &str); 5] = [
    ("bash", "broadsheet.bash"),
    ("zsh", "_broadsheet"),
    ("fish", "broadsheet.fish"),
    ("powershell", "_broadsheet.ps1"),
    ("elvish", "broadsheet.elv"),
];

/// Packs a program for a target into `broadsheet-VERSION-TARGET.tar.gz`. The same files always make the same archive.
pub fn pack(program: &Path, target: &str, folder: &Path) -> Result<PathBuf> {
    let name = format!("broadsheet-{}-{target}", tools::version_of("broadsheet")?);
    let print = |arguments: &[&str]| {
        step::capture(Command::new(program).args(arguments), "build the program anew.").map(String::into_bytes)
    };
    let mut files = vec![(format!("broadsheet{EXE_SUFFIX}"), fs::read(program)?, true)];
    for document in ["README.md", "LICENSE", "CHANGELOG.md"] {
        files.push((document.to_owned(), fs::read(project::root().join(document))?, false));
    }
    files.push(("broadsheet.1".to_owned(), print(&["man"])?, false));
    for (shell, file) in COMPLETIONS {
        files.push((format!("completions/{file}"), print(&["completions", shell])?, false));
    }
    let archive = folder.join(format!("{name}.tar.gz"));
    let mut tar = Builder::new(GzEncoder::new(fs::File::create(&archive)?, Compression::best()));
    for (path, bytes, is_program) in files {
        let mut header = Header::new_gnu();
        header.set_size(bytes.len().try_into()?);
        header.set_mode(if is_program { 0o755 } else { 0o644 });
        tar.append_data(&mut header, format!("{name}/{path}"), &*bytes).with_context(|| format!("packing {path}"))?;
    }
    tar.into_inner()?.finish()?;
    Ok(archive)
}
