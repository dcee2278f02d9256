#![no_main]

#[path = "../../tests/shared/properties"]
mod properties {
    pub mod docx;
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| properties::docx::holds(input));
