//! Native tests, which need no browser. Each area has one file.

mod architecture;
mod article;
mod check;
mod convert;
mod dates;
mod documentation;
mod embed;
mod encodings;
mod features;
mod format;
mod fuzz;
mod import;
#[path = "../shared/imported.rs"]
mod imported;
mod json;
mod labels;
mod language;
mod links;
mod load;
mod markdown;
mod new;
mod page_state;
mod players;
#[path = "../shared/properties"]
mod properties {
    pub mod address;
    pub mod article;
    pub mod date;
    pub mod docx;
    pub mod markdown;
    pub mod pandoc;
    pub mod readers;
    pub mod target;
    pub mod wordpress;
}
mod publish;
mod roundtrip;
mod route;
mod schema;
mod serve;
#[path = "../shared/serving.rs"]
mod serving;
mod session;
mod site;
#[path = "../shared/sources.rs"]
mod sources;
mod styles;
#[path = "../shared/table.rs"]
mod table;
mod theme;
mod views;
