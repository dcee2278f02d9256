//! The command-line program `broadsheet`: see [`broadsheet::cli`].

#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    broadsheet::cli::main().into()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
