#![no_main]

#[path = "../../tests/shared/properties"]
mod properties {
    pub mod address;
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| properties::address::holds(input));
