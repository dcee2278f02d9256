#![no_main]

#[path = "../../tests/shared/properties"]
mod properties {
    pub mod readers;
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| properties::readers::holds(input));
