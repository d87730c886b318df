//! What all plots share: the page, its marks and axes, and errors of the drawing library.

use plotters::{
    coord::Shift,
    drawing::DrawingAreaErrorKind,
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

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
pub(super) const SOFT: RGBColor = RGBColor(90, 90, 90);
pub(super) const FAINT: RGBColor = RGBColor(150, 150, 150);
pub(super) const GRID: RGBColor = RGBColor(228, 228, 228);

pub(super) type Failure = DrawingAreaErrorKind<std::io::Error>;

/// The drawing library takes whole numbers; so many of them make a unit of the page, which keeps curves smooth.
const FINE: f64 = 8.0;
/// The library sets type this much smaller than it is told.
const SET_SMALLER: f64 = 1.24;
/// About how wide a letter is, as a share of the size of its type.
const LETTER: f64 = 0.58;

pub(super) const TEXT: f64 = 12.0;
const TITLE: f64 = 16.0;
const EDGE: f64 = 16.0;

/// About how wide a text is set.
pub(super) fn wide(words: &str, size: f64) -> f64 {
    words.chars().count() as f64 * size * LETTER
}

/// On which side of its place a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Left,
    Middle,
    Right,
}

/// The shape of a mark; shapes repeat what colours say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Circle,
    Square,
    Triangle,
    Diamond,
    Cross,
}

impl Mark {
    const ALL: [Mark; 4] = [Mark::Circle, Mark::Square, Mark::Triangle, Mark::Diamond];

    /// The mark of the series with this number.
    pub fn of_series(k: usize) -> Mark {
        Mark::ALL[k % Mark::ALL.len()]
    }
}

/// The colour of the series with this number.
pub(super) fn of_series(k: usize) -> RGBColor {
    PALETTE[k % PALETTE.len()]
}

/// A page in units of its own, the first of them below the title.
pub(super) struct Sheet<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    top: f64,
    pub width: f64,
}

type Point = (f64, f64);

impl Sheet<'_> {
    fn fine(&self, (x, y): Point) -> (i32, i32) {
        (
            (x * FINE).round() as i32,
            ((y + self.top) * FINE).round() as i32,
        )
    }

    fn all(&self, points: &[Point]) -> Vec<(i32, i32)> {
        points.iter().map(|p| self.fine(*p)).collect()
    }

    pub fn line(&self, points: &[Point], colour: impl Color, width: f64) -> Result<(), Failure> {
        let style = colour.stroke_width((width * FINE).round() as u32);
        self.area.draw(&PathElement::new(self.all(points), style))
    }

    pub fn fill(&self, points: &[Point], colour: impl Color) -> Result<(), Failure> {
        self.area
            .draw(&Polygon::new(self.all(points), colour.filled()))
    }

    /// A filled box between two corners.
    pub fn area(&self, from: Point, to: Point, colour: impl Color) -> Result<(), Failure> {
        let corners = [self.fine(from), self.fine(to)];
        self.area.draw(&Rectangle::new(corners, colour.filled()))
    }

    pub fn text(
        &self,
        words: &str,
        at: Point,
        size: f64,
        colour: RGBColor,
        anchor: Anchor,
    ) -> Result<(), Failure> {
        self.words(words, at, size, colour, anchor, FontTransform::None)
    }

    /// A text that reads from the bottom to the top, about its middle.
    pub fn upwards(&self, words: &str, at: Point, size: f64) -> Result<(), Failure> {
        let turned = FontTransform::Rotate270;
        self.words(words, at, size, SOFT, Anchor::Middle, turned)
    }

    fn words(
        &self,
        words: &str,
        at: Point,
        size: f64,
        colour: RGBColor,
        anchor: Anchor,
        turned: FontTransform,
    ) -> Result<(), Failure> {
        let side = match anchor {
            Anchor::Left => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::Right => HPos::Right,
        };
        let font = ("sans-serif", size * SET_SMALLER * FINE).into_font();
        let style = TextStyle::from(font)
            .color(&colour)
            .pos(Pos::new(side, VPos::Center))
            .transform(turned);
        self.area
            .draw(&Text::new(words.to_owned(), self.fine(at), style))
    }

    /// A mark; a hollow one stands for a number that is no plain value.
    pub fn mark(
        &self,
        mark: Mark,
        (x, y): Point,
        colour: RGBColor,
        hollow: bool,
    ) -> Result<(), Failure> {
        const R: f64 = 4.2;
        let ring: Vec<Point> = match mark {
            Mark::Circle => (0..24)
                .map(|i| {
                    let a = f64::from(i) * std::f64::consts::TAU / 24.0;
                    (x + R * a.cos(), y + R * a.sin())
                })
                .collect(),
            Mark::Square => {
                let r = 0.9 * R;
                vec![
                    (x - r, y - r),
                    (x + r, y - r),
                    (x + r, y + r),
                    (x - r, y + r),
                ]
            }
            Mark::Triangle => vec![
                (x, y - 1.25 * R),
                (x + 1.15 * R, y + 0.8 * R),
                (x - 1.15 * R, y + 0.8 * R),
            ],
            Mark::Diamond => {
                let r = 1.3 * R;
                vec![(x, y - r), (x + r, y), (x, y + r), (x - r, y)]
            }
            Mark::Cross => {
                let r = 0.95 * R;
                self.line(&[(x - r, y - r), (x + r, y + r)], colour, 2.0)?;
                return self.line(&[(x - r, y + r), (x + r, y - r)], colour, 2.0);
            }
        };
        if !hollow {
            return self.fill(&ring, colour);
        }
        self.fill(&ring, WHITE)?;
        let mut closed = ring;
        closed.extend_from_within(..2.min(closed.len()));
        self.line(&closed, colour, 1.6)
    }

    /// What a mark, line or band means, one entry behind the other in rows from this height on.
    pub fn legend(&self, left: f64, top: f64, entries: &[(Key, String)]) -> Result<(), Failure> {
        for ((x, row), (key, words)) in places(left, self.width, entries).into_iter().zip(entries) {
            let y = top + 20.0 * row as f64;
            let middle = (x + 10.0, y);
            match *key {
                Key::Mark(mark, colour, hollow) => self.mark(mark, middle, colour, hollow)?,
                Key::Line(colour) => self.line(&[(x, y), (x + 20.0, y)], colour, 2.0)?,
                Key::Series(mark, colour) => {
                    self.line(&[(x, y), (x + 20.0, y)], colour, 2.0)?;
                    self.mark(mark, middle, colour, false)?;
                }
                Key::Band(colour) => {
                    self.area((x, y - 5.0), (x + 20.0, y + 5.0), colour.mix(0.2))?
                }
                Key::Arrow(colour) => self.arrow((x, y), (x + 20.0, y), colour)?,
                Key::Words(sign) => self.text(sign, middle, 14.0, INK, Anchor::Middle)?,
            }
            self.text(words, (x + 26.0, y), TEXT, INK, Anchor::Left)?;
        }
        Ok(())
    }

    pub fn arrow(&self, from: Point, to: Point, colour: RGBColor) -> Result<(), Failure> {
        let way = (to.0 - from.0).signum();
        self.line(&[from, to], colour, 1.2)?;
        let back = to.0 - 6.0 * way;
        self.line(&[(back, to.1 - 3.5), to, (back, to.1 + 3.5)], colour, 1.2)
    }

    /// A horizontal axis at a height, with its marks, numbers and name below and lines up to another height.
    pub fn axis_below(
        &self,
        axis: &Axis,
        (up_to, y): (f64, f64),
        number: &dyn Fn(f64) -> String,
        name: &str,
    ) -> Result<(), Failure> {
        for v in axis.ticks() {
            let x = axis.at(v);
            self.line(&[(x, up_to), (x, y)], GRID, 1.0)?;
            self.line(&[(x, y), (x, y + 4.0)], FAINT, 1.0)?;
            self.text(&number(v), (x, y + 13.0), TEXT, INK, Anchor::Middle)?;
        }
        self.line(&[(axis.from, y), (axis.to, y)], FAINT, 1.2)?;
        let middle = (axis.from + axis.to) / 2.0;
        self.text(name, (middle, y + 32.0), TEXT, SOFT, Anchor::Middle)
    }

    /// A vertical axis at a place, with its marks, numbers and name to the left and lines to another place.
    pub fn axis_beside(
        &self,
        axis: &Axis,
        (x, right_to): (f64, f64),
        number: &dyn Fn(f64) -> String,
        name: &str,
    ) -> Result<(), Failure> {
        for v in axis.ticks() {
            let y = axis.at(v);
            self.line(&[(x, y), (right_to, y)], GRID, 1.0)?;
            self.line(&[(x - 4.0, y), (x, y)], FAINT, 1.0)?;
            self.text(&number(v), (x - 8.0, y), TEXT, INK, Anchor::Right)?;
        }
        self.line(&[(x, axis.from), (x, axis.to)], FAINT, 1.2)?;
        self.upwards(name, (EDGE - 2.0, (axis.from + axis.to) / 2.0), TEXT)
    }
}

/// What stands before the words of a legend.
#[derive(Debug, Clone, Copy)]
pub(super) enum Key {
    Mark(Mark, RGBColor, bool),
    Series(Mark, RGBColor),
    Line(RGBColor),
    Band(RGBColor),
    Arrow(RGBColor),
    Words(&'static str),
}

/// Where the entries of a legend stand: the place, and the row.
fn places(left: f64, width: f64, entries: &[(Key, String)]) -> Vec<(f64, usize)> {
    let (mut x, mut row) = (left, 0);
    entries
        .iter()
        .map(|(_, words)| {
            let room = 26.0 + wide(words, TEXT) + 16.0;
            if x + room > width - EDGE && x > left {
                (x, row) = (left, row + 1);
            }
            let here = (x, row);
            x += room;
            here
        })
        .collect()
}

/// How high a legend is.
pub(super) fn legend_height(left: f64, width: f64, entries: &[(Key, String)]) -> f64 {
    let rows = places(left, width, entries).last().map_or(0, |p| p.1 + 1);
    20.0 * rows as f64
}

/// A scale from values to places on the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
    logarithmic: bool,
}

impl Axis {
    pub fn linear((low, high): (f64, f64), (from, to): (f64, f64)) -> Axis {
        Axis {
            low,
            high,
            from,
            to,
            logarithmic: false,
        }
    }

    /// Both values above zero.
    pub fn logarithmic((low, high): (f64, f64), (from, to): (f64, f64)) -> Axis {
        Axis {
            low,
            high,
            from,
            to,
            logarithmic: true,
        }
    }

    pub fn at(&self, value: f64) -> f64 {
        let share = if self.logarithmic {
            (value / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        };
        self.from + (self.to - self.from) * share
    }

    /// Round values along it.
    pub fn ticks(&self) -> Vec<f64> {
        const NEAR: f64 = 1e-9;
        if self.logarithmic {
            let (low, high) = (self.low.log10(), self.high.log10());
            let steps: &[f64] = if high - low > 2.2 {
                &[1.0]
            } else {
                &[1.0, 2.0, 5.0]
            };
            let mut out = Vec::new();
            for decade in (low - NEAR).floor() as i32..=(high + NEAR).ceil() as i32 {
                for step in steps {
                    let v = step * 10f64.powi(decade);
                    if v.log10() >= low - NEAR && v.log10() <= high + NEAR {
                        out.push(v);
                    }
                }
            }
            return out;
        }
        let rough = (self.high - self.low) / 6.0;
        let size = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .map(|s| s * size)
            .find(|s| *s >= rough * (1.0 - NEAR))
            .unwrap_or(rough);
        let first = (self.low / step - NEAR).ceil() as i64;
        let last = (self.high / step + NEAR).floor() as i64;
        (first..=last).map(|i| i as f64 * step).collect()
    }
}

/// Draws a plot on a page of its own; `height` is what it needs below its title.
pub(super) fn draw(
    title: String,
    description: String,
    (width, height): (f64, f64),
    paint: impl FnOnce(&Sheet<'_>) -> Result<(), Failure>,
) -> Result<Plot, Error> {
    let lines = title_lines(&title, width - 2.0 * EDGE);
    let top = EDGE + lines.len() as f64 * TITLE * 1.3 + 6.0;
    let size = (
        (width * FINE).round() as u32,
        ((top + height) * FINE).round() as u32,
    );
    let mut svg = String::new();
    let painted = (|| {
        let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        area.fill(&WHITE)?;
        let sheet = Sheet { area, top, width };
        for (i, line) in lines.iter().enumerate() {
            let y = EDGE + (i as f64 + 0.5) * TITLE * 1.3 - top;
            sheet.text(line, (EDGE, y), TITLE, INK, Anchor::Left)?;
        }
        paint(&sheet)?;
        sheet.area.present()
    })();
    painted.map_err(|e: Failure| {
        Error::invalid(
            "plot",
            &title,
            &format!("it cannot be drawn: {e}"),
            "another range or selection",
        )
    })?;
    let svg = accessible(&svg, &title, &description, size, width);
    Ok(Plot {
        title,
        description,
        svg,
    })
}

fn title_lines(title: &str, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in title.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if wide(&longer, TITLE) <= room || line.is_empty() {
            *line = longer;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// Adds a title and a description for screen readers, and lets the picture shrink with the page.
fn accessible(
    svg: &str,
    title: &str,
    description: &str,
    (width, height): (u32, u32),
    most: f64,
) -> String {
    let body = svg.find('>').map_or("", |i| &svg[i + 1..]);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" style=\"width:100%;max-width:{most}px;height:auto\">\n<title>{}</title>\n<desc>{}</desc>{body}",
        escape(title),
        escape(description),
    )
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
pub(super) fn nanomolar(value: f64) -> String {
    let (v, unit) = match value {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        let linear = |low, high| Axis::linear((low, high), (0.0, 1.0)).ticks();
        assert_eq!(
            linear(0.0, 1.0),
            [0.0, 0.2, 0.4, 0.6000000000000001, 0.8, 1.0]
        );
        assert_eq!(linear(-0.8, 38.0), [0.0, 10.0, 20.0, 30.0]);
        let log = |low, high| Axis::logarithmic((low, high), (0.0, 1.0)).ticks();
        assert_eq!(log(1.0, 100.0), [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0]);
        assert_eq!(log(0.1, 1000.0).len(), 5);
    }

    #[test]
    fn long_titles_take_several_lines() {
        assert_eq!(title_lines("one two", 1000.0), ["one two"]);
        assert_eq!(title_lines("one two", 40.0), ["one", "two"]);
    }
}
