#![no_main]

#[path = "../../tests/shared/properties"]
mod properties {
    pub mod date;
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| properties::date::holds(input));
