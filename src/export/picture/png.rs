//! A picture in PNG: the SVG, painted by resvg with a font that the program brings along.

use super::svg::{Engine, draw};
use crate::export::{ExportError, Exporter};
use crate::graph::Graph;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::io::{self, Write};
use std::sync::Arc;

/// Liberation Sans, under the SIL Open Font License (data/fonts/OFL.txt).
const FONT: &[u8] = include_bytes!("../../../data/fonts/LiberationSans-Regular.ttf");

/// Paints a picture.
#[derive(Debug, Clone, Copy, Default)]
pub struct Png {
    /// Who lays it out.
    pub engine: Engine,
}

impl Exporter for Png {
    fn name(&self) -> &'static str {
        "png"
    }

    fn extension(&self) -> &'static str {
        "png"
    }

    fn media_type(&self) -> &'static str {
        "image/png"
    }

    fn export(&self, graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
        out.write_all(&paint(&draw(graph, self.engine))?)?;
        Ok(())
    }
}

/// The longest side, in pixels.
const LONGEST: f32 = 6000.0;

/// Pixels for a point, where that is not too large.
const SCALE: f32 = 2.0;

fn paint(svg: &str) -> Result<Vec<u8>, ExportError> {
    let mut options = Options { font_family: "Liberation Sans".to_owned(), ..Options::default() };
    let fonts = Arc::make_mut(&mut options.fontdb);
    fonts.load_font_data(FONT.to_vec());
    fonts.set_sans_serif_family("Liberation Sans");
    let tree = Tree::from_str(svg, &options).map_err(io::Error::other)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = SCALE.min(LONGEST / width.max(height));
    let (across, down) = ((width * scale).ceil() as u32, (height * scale).ceil() as u32);
    let mut pixels =
        Pixmap::new(across.max(1), down.max(1)).ok_or_else(|| io::Error::other("no room for the picture"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    Ok(pixels.encode_png().map_err(io::Error::other)?)
}
