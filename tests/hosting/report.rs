//! Runs Lighthouse, and reads its report.

use std::process::Command;

use serde_json::Value;

use crate::programs;

/// Flags for Chromium. Containers have no GPU and no sandbox; Chromium's own background requests are turned off.
const FLAGS: &str = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync \
     --disable-background-networking --disable-component-update --disable-dev-shm-usage";

/// Lighthouse's report on a page.
pub struct Report(Value);

impl Report {
    /// Runs Lighthouse with its default settings: a mid-range phone on a slow network, simulated from times on this
    /// machine.
    pub fn of(url: &str) -> Self {
        let mut command = Command::new(programs::find("lighthouse"));
        command.args([url, "--quiet", "--output=json", "--output-path=stdout"]);
        command.arg(format!("--chrome-flags={FLAGS}"));
        command.env("CHROME_PATH", programs::find_any(&["chrome", "chromium", "chromium-browser", "google-chrome"]));
        let output = command.output().unwrap_or_else(|error| panic!("Lighthouse does not start: {error}"));
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "Lighthouse fails: {errors}");
        let report: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("Lighthouse prints no report ({error}): {errors}"));
        assert!(report["runtimeError"].is_null(), "{}", report["runtimeError"]);
        Self(report)
    }

    /// The score in a category, from 0 to 100.
    pub fn score(&self, category: &str) -> u64 {
        let score = self.0["categories"][category]["score"].as_f64();
        let score = score.unwrap_or_else(|| panic!("there are no marks in {category}"));
        // Rounds down, as Lighthouse does, so that only a perfect score is 100.
        (score * 100.0).floor() as u64
    }

    /// The audits of a category that were not passed.
    pub fn faults(&self, category: &str) -> Vec<String> {
        let audits = self.0["categories"][category]["auditRefs"].as_array().into_iter().flatten();
        let audits = audits.filter_map(|audit| self.0["audits"].get(audit["id"].as_str()?));
        let lost = audits.filter(|audit| audit["score"].as_f64().is_some_and(|score| score < 1.0));
        lost.map(|audit| format!("{}: {} {}", audit["id"], audit["title"], audit["details"]["items"])).collect()
    }

    /// Cumulative layout shift.
    pub fn layout_shift(&self) -> f64 {
        let audit = &self.0["audits"]["cumulative-layout-shift"];
        audit["numericValue"].as_f64().unwrap_or_else(|| panic!("nothing was measured: {audit}"))
    }
}
