#![no_main]

#[path = "../../tests/shared/properties"]
mod properties {
    pub mod markdown;
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| properties::markdown::holds(input));
