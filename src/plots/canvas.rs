//! What all plots share: the palette, the page, and errors of the drawing library.

use plotters::{coord::Shift, drawing::DrawingAreaErrorKind, prelude::*};

use super::Plot;
use crate::{display::notebook::escape, error::Error};

/// The palette of Okabe and Ito, without its yellow, which is too light for lines on white.
pub(super) const PALETTE: [RGBColor; 7] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(86, 180, 233),
    RGBColor(230, 159, 0),
    RGBColor(80, 80, 80),
];

pub(super) const INK: RGBColor = RGBColor(34, 34, 34);
pub(super) const FAINT: RGBColor = RGBColor(150, 150, 150);
pub(super) const GRID: RGBColor = RGBColor(228, 228, 228);

pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(super) type Failure = DrawingAreaErrorKind<std::io::Error>;

/// About how wide a character is, in units of the font size; the library measures no fonts in SVG.
pub(super) const CHARACTER: f64 = 0.56;

/// The style of running text.
pub(super) fn text(size: u32, colour: RGBColor) -> TextStyle<'static> {
    TextStyle {
        color: colour.to_backend_color(),
        ..TextStyle::from(("sans-serif", size as i32).into_font())
    }
}

/// Draws a plot on a page of its own.
pub(super) fn draw(
    title: String,
    description: String,
    (width, height): (u32, u32),
    paint: impl FnOnce(&Area<'_>) -> Result<(), Failure>,
) -> Result<Plot, Error> {
    let mut svg = String::new();
    let painted = (|| {
        let area = SVGBackend::with_string(&mut svg, (width, height)).into_drawing_area();
        area.fill(&WHITE)?;
        let room = f64::from(width - 32) / (title.chars().count().max(1) as f64 * CHARACTER);
        area.draw(&Text::new(
            title.clone(),
            (16, 14),
            text((room as u32).clamp(9, 17), INK),
        ))?;
        paint(&area)?;
        area.present()
    })();
    painted.map_err(|e: Failure| {
        Error::invalid(
            "plot",
            &title,
            &format!("it cannot be drawn: {e}"),
            "another range or selection",
        )
    })?;
    let svg = accessible(&svg, &title, &description, width, height);
    Ok(Plot {
        title,
        description,
        svg,
    })
}

/// Adds a title and a description for screen readers, and lets the picture shrink with the page.
fn accessible(svg: &str, title: &str, description: &str, width: u32, height: u32) -> String {
    let body = svg.find('>').map_or("", |i| &svg[i + 1..]);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" style=\"width:100%;max-width:{width}px;height:auto\">\n<title>{}</title>\n<desc>{}</desc>{body}",
        escape(title),
        escape(description),
    )
}

/// The marks of a legend below a plot, in rows that fit the width.
pub(super) fn legend(
    area: &Area<'_>,
    top: i32,
    entries: &[(String, RGBColor)],
) -> Result<(), Failure> {
    let (width, _) = area.dim_in_pixel();
    let (mut x, mut y) = (60, top);
    for (name, colour) in entries {
        let wide = 34 + (name.chars().count() as f64 * 12.0 * CHARACTER) as i32;
        if x + wide > width as i32 - 10 && x > 60 {
            (x, y) = (60, y + 20);
        }
        area.draw(&Rectangle::new(
            [(x, y + 3), (x + 14, y + 9)],
            colour.filled(),
        ))?;
        area.draw(&Text::new(name.clone(), (x + 20, y), text(12, INK)))?;
        x += wide + 12;
    }
    Ok(())
}

/// The powers of ten that hold all values.
pub(super) fn decades(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let (mut low, mut high) = (f64::INFINITY, 0.0f64);
    for v in values.filter(|v| v.is_finite() && *v > 0.0) {
        low = low.min(v);
        high = high.max(v);
    }
    (high > 0.0).then(|| {
        let bottom = 10f64.powf((low.log10() - 0.05).floor());
        let top = 10f64.powf((high.log10() + 0.05).ceil());
        (bottom, if top > bottom { top } else { bottom * 10.0 })
    })
}

/// A concentration in nM as an axis label.
pub(super) fn nanomolar(value: &f64) -> String {
    let (v, unit) = match *value {
        v if v >= 0.999e6 => (v / 1e6, "mM"),
        v if v >= 0.999e3 => (v / 1e3, "µM"),
        v if v >= 0.999 => (v, "nM"),
        v => (v * 1e3, "pM"),
    };
    format!(
        "{} {unit}",
        crate::display::number::short((v * 1e6).round() / 1e6)
    )
}
