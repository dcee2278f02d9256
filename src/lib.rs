//! Broadsheet renders a news article from a static JSON file, in the browser or natively.
//!
//! [`address`], [`article`], [`slug`], [`route`], [`session`], [`site`] and [`labels`] are plain data: they know
//! neither Leptos nor the browser. [`view`] turns data into markup. [`load`] knows the browser, but not the views.
//! [`page`] puts it all together; in the browser, `embed` does the same for the pages of other sites. Natively, `check`
//! says what is wrong with a publisher's files, `publish` makes finished pages, and `schema` describes the format.
//! Nothing imports upwards. More in `docs/architecture.md`.

pub mod address;
pub mod article;
#[cfg(not(target_arch = "wasm32"))]
pub mod check;
#[cfg(target_arch = "wasm32")]
pub mod embed;
#[cfg(not(target_arch = "wasm32"))]
pub mod files;
#[cfg(not(target_arch = "wasm32"))]
pub mod fold;
pub mod labels;
pub mod load;
pub mod page;
#[cfg(not(target_arch = "wasm32"))]
pub mod page_path;
#[cfg(not(target_arch = "wasm32"))]
pub mod publish;
pub mod route;
#[cfg(not(target_arch = "wasm32"))]
pub mod schema;
pub mod session;
pub mod site;
pub mod slug;
mod split;
pub mod view;
