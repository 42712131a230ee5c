//! Files of a folder laid over the embedded ones.

use super::DataError;
use std::{borrow::Cow, collections::BTreeMap, fs, path::Path};

/// Reads all files below `dir` into `files`, named by their path below `root`; hidden files are left out.
pub(super) fn collect(
    root: &Path,
    dir: &Path,
    files: &mut BTreeMap<String, Cow<'static, [u8]>>,
) -> Result<(), DataError> {
    let fail = |path: &Path, error: &std::io::Error| DataError::whole(path.display().to_string(), error.to_string());
    for entry in fs::read_dir(dir).map_err(|error| fail(dir, &error))? {
        let entry = entry.map_err(|error| fail(dir, &error))?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.insert(name, Cow::Owned(fs::read(&path).map_err(|error| fail(&path, &error))?));
        }
    }
    Ok(())
}
