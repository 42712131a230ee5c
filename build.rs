//! Rebuilds the crate when the embedded language data change: `include_dir!` alone is not tracked by cargo.
fn main() {
    println!("cargo:rerun-if-changed=data");
}
