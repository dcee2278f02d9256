//! Broadsheet renders a news article from a static JSON file, in the browser or natively.
//!
//! [`address`], [`article`], [`slug`], [`route`], [`session`], [`site`] and [`labels`] are plain data and depend
//! neither on Leptos nor on the page. [`view`] turns data into markup. [`load`] requests files in the browser. [`page`]
//! combines them into the app; `embed` shows articles on the pages of other sites. Natively, `html` reads HTML as blocks and `loss` names what
//! these can't hold, `markdown` reads and writes articles in their second form, `app` finds the built app and `source` the files of a site folder; `check` reports errors
//! in them, `publish` makes finished pages, `serve` shows them while they are written, `schema` describes the format, `new`
//! makes a site to begin with, `convert` gives an article its other form, and `cli` is the command line.
//! `docs/architecture.md` explains the order of the modules.

pub mod address;
#[cfg(not(target_arch = "wasm32"))]
pub mod app;
pub mod article;
mod byte_split;
#[cfg(not(target_arch = "wasm32"))]
pub mod check;
#[cfg(not(target_arch = "wasm32"))]
pub mod cli;
#[cfg(not(target_arch = "wasm32"))]
pub mod convert;
#[cfg(target_arch = "wasm32")]
pub mod embed;
#[cfg(not(target_arch = "wasm32"))]
pub mod file_system;
#[cfg(not(target_arch = "wasm32"))]
pub mod html;
#[cfg(not(target_arch = "wasm32"))]
pub mod image_size;
#[cfg(not(target_arch = "wasm32"))]
pub mod import;
pub mod labels;
pub mod load;
#[cfg(not(target_arch = "wasm32"))]
pub mod loss;
#[cfg(not(target_arch = "wasm32"))]
pub mod markdown;
#[cfg(not(target_arch = "wasm32"))]
pub mod new;
pub mod page;
#[cfg(not(target_arch = "wasm32"))]
pub mod page_path;
#[cfg(not(target_arch = "wasm32"))]
pub mod publish;
pub mod route;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
#[cfg(not(target_arch = "wasm32"))]
pub mod serve;
pub mod session;
pub mod site;
pub mod slug;
#[cfg(not(target_arch = "wasm32"))]
pub mod source;
#[cfg(not(target_arch = "wasm32"))]
pub mod spelling;
pub mod view;
