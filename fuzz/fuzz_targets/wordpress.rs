#![no_main]

#[path = "../../tests/shared/properties"]
mod properties {
    pub mod wordpress;
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| properties::wordpress::holds(input));
