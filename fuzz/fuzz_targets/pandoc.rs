#![no_main]

#[path = "../../tests/shared/properties"]
mod properties {
    pub mod pandoc;
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| properties::pandoc::holds(input));
