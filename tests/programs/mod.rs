//! Other people's programs, fed with what ours writes.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "each test uses its own part, and fails by panicking"
)]

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Runs `program` with `input`; gives what it wrote, and fails with its complaints.
pub fn piped(program: &str, arguments: &[&str], input: &[u8]) -> String {
    use std::io::Write;
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && complaints.is_empty(), "{program}: {complaints}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs one of our Python scripts on files of the project, then on files of these names and contents.
pub fn python(script: &str, ours: &[&str], files: &[(&str, &[u8])]) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(root.join("target/python/bin/python"));
    command.arg(root.join("tests/python").join(script));
    command.args(ours.iter().map(|path| root.join(path)));
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        command.arg(path);
    }
    let output = command.output().expect("tests/install.sh makes target/python");
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
