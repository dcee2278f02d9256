#![no_main]

#[path = "../../tests/shared/properties"]
mod properties {
    pub mod article;
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| properties::article::holds(input));
