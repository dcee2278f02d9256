#![no_main]

#[path = "../../tests/shared/properties"]
mod properties {
    pub mod target;
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| properties::target::holds(input));
