//! A laid out picture as SVG text.

use std::fmt::Write;

use super::{
    End, Line, Shape, Spec,
    layout::{LEADING, Label, Layout, Piece, Rect, Route, SMALL, layout},
    measure::{width, wrap},
};
use crate::display::notebook::escape;

/// Colours of Okabe and Ito, which the colour-blind can tell apart; shapes, endings and dashes repeat what they say.
const STYLE: &str = include_str!("style.css");

/// The picture as an SVG document that also stands within an HTML page.
pub(crate) fn draw(spec: &Spec) -> String {
    let l = layout(spec);
    let legend = legend(spec, &l);
    let height = legend.bottom;
    let mut out = String::with_capacity(4096);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"og\" role=\"img\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\"><title>{}</title><desc>{}</desc><style>{STYLE}</style><rect class=\"og-bg\" width=\"{w}\" height=\"{h}\"/>",
        escape(&spec.title),
        escape(&spec.description),
        w = n(l.width.ceil()),
        h = n(height.ceil()),
    );
    text(&mut out, &l.title, "og-title");
    for heading in &l.headings {
        text(&mut out, heading, "og-head");
    }
    for route in &l.routes {
        edge(&mut out, spec, route);
    }
    for (i, b) in l.nodes.iter().enumerate() {
        let node = &spec.nodes[i];
        let _ = write!(
            out,
            "<g class=\"{}{}\"><title>{}</title>",
            node.shape.class(),
            if node.emphasis { " og-main" } else { "" },
            escape(&node.hover)
        );
        frame(&mut out, node.shape, b.frame);
        text(&mut out, &b.label, "");
        if b.looped {
            own_loops(&mut out, spec, i, b.frame);
        }
        out.push_str("</g>");
    }
    out.push_str(&legend.svg);
    out.push_str("</svg>");
    out
}

/// A number with at most one decimal.
fn n(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded == 0.0 {
        return "0".into();
    }
    format!("{rounded}")
}

fn text(out: &mut String, label: &Label, class: &str) {
    let class = if class.is_empty() {
        String::new()
    } else {
        format!(" class=\"{class}\"")
    };
    for (i, line) in label.lines.iter().enumerate() {
        let middle = label.place.x + label.place.w / 2.0;
        let (x, anchor) = if label.centred {
            (middle, " text-anchor=\"middle\"")
        } else {
            (label.place.x, "")
        };
        let baseline = label.place.y + (i as f64 + 0.5) * label.size * LEADING + label.size * 0.36;
        let bold = if i == 0 && label.bold_first {
            " font-weight=\"bold\""
        } else {
            ""
        };
        let _ = write!(
            out,
            "<text{class} x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{bold}>{}</text>",
            n(x),
            n(baseline),
            n(label.size),
            escape(line)
        );
    }
}

fn frame(out: &mut String, shape: Shape, r: Rect) {
    let (x, y, w, h) = (r.x, r.y, r.w, r.h);
    let rect = |out: &mut String, radius: f64| {
        let _ = write!(
            out,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>",
            n(x),
            n(y),
            n(w),
            n(h),
            n(radius)
        );
    };
    match shape {
        Shape::Compound => rect(out, (h / 2.0).min(14.0)),
        Shape::Target => rect(out, 0.0),
        Shape::Process | Shape::Region | Shape::Instrument => rect(out, 5.0),
        // Cut corners.
        Shape::Effect | Shape::Condition => {
            let c = 6.0;
            let _ = write!(
                out,
                "<path d=\"M{} {}H{}L{} {}V{}L{} {}H{}L{} {}V{}Z\"/>",
                n(x + c),
                n(y),
                n(x + w - c),
                n(x + w),
                n(y + c),
                n(y + h - c),
                n(x + w - c),
                n(y + h),
                n(x + c),
                n(x),
                n(y + h - c),
                n(y + c)
            );
        }
    }
}

/// 1.2 to 4 pixels.
fn weight(confidence: f64) -> f64 {
    1.2 + 2.8 * confidence.clamp(0.0, 1.0)
}

fn stroke(line: Line, confidence: f64) -> String {
    let dashes = line
        .dashes()
        .map_or_else(String::new, |d| format!(" stroke-dasharray=\"{d}\""));
    format!(" stroke-width=\"{}\"{dashes}", n(weight(confidence)))
}

fn edge(out: &mut String, spec: &Spec, route: &Route) {
    let e = &spec.edges[route.edge];
    let _ = write!(
        out,
        "<g class=\"{}\"><title>{}</title><path fill=\"none\"{} d=\"",
        e.end.class(),
        escape(&e.hover),
        stroke(e.line, e.confidence)
    );
    // The line ends where its arrowhead begins, so that a thick line does not blunt it.
    let inset = match e.end {
        End::Increases | End::Needs => 8.0,
        End::Changes => 4.0,
        End::Decreases => 3.5,
        End::Plain => 1.0,
    };
    let last = route.pieces.len() - 1;
    let mut at = (f64::NAN, f64::NAN);
    for (i, piece) in route.pieces.iter().enumerate() {
        match *piece {
            Piece::Level { x0, x1, y } => {
                let x0 = if i == 0 && !route.rightward {
                    x0 + inset
                } else {
                    x0
                };
                let x1 = if i == last && route.rightward {
                    x1 - inset
                } else {
                    x1
                };
                if at != (x0, y) {
                    let _ = write!(out, "M{} {}", n(x0), n(y));
                }
                let _ = write!(out, "H{}", n(x1));
                at = (x1, y);
            }
            Piece::Bend { x0, y0, x1, y1 } => {
                if at != (x0, y0) {
                    let _ = write!(out, "M{} {}", n(x0), n(y0));
                }
                if (y1 - y0).abs() < 0.05 {
                    let _ = write!(out, "H{}", n(x1));
                } else {
                    let m = (x0 + x1) / 2.0;
                    let _ = write!(
                        out,
                        "C{} {} {} {} {} {}",
                        n(m),
                        n(y0),
                        n(m),
                        n(y1),
                        n(x1),
                        n(y1)
                    );
                }
                at = (x1, y1);
            }
        }
    }
    out.push_str("\"/>");
    ending(
        out,
        e.end,
        route.tip,
        if route.rightward { 1.0 } else { -1.0 },
    );
    if let Some(label) = &route.label {
        text(out, label, "og-edge");
    }
    out.push_str("</g>");
}

/// The ending of an edge whose point is at `(x, y)` and that comes from the left (`d` = 1) or the right (−1).
fn ending(out: &mut String, end: End, (x, y): (f64, f64), d: f64) {
    let _ = match end {
        End::Increases => write!(
            out,
            "<path class=\"og-fill\" d=\"M{} {}L{} {}L{} {}Z\"/>",
            n(x),
            n(y),
            n(x - 9.0 * d),
            n(y - 4.5),
            n(x - 9.0 * d),
            n(y + 4.5)
        ),
        End::Decreases => write!(
            out,
            "<path fill=\"none\" stroke-width=\"2.6\" d=\"M{} {}V{}\"/>",
            n(x - 3.5 * d),
            n(y - 4.8),
            n(y + 4.8)
        ),
        End::Changes => write!(
            out,
            "<circle class=\"og-fill\" cx=\"{}\" cy=\"{}\" r=\"3.5\"/>",
            n(x - 4.0 * d),
            n(y)
        ),
        End::Needs => write!(
            out,
            "<path class=\"og-open\" d=\"M{} {}L{} {}L{} {}L{} {}Z\"/>",
            n(x),
            n(y),
            n(x - 5.0 * d),
            n(y - 4.5),
            n(x - 10.0 * d),
            n(y),
            n(x - 5.0 * d),
            n(y + 4.5)
        ),
        End::Plain => Ok(()),
    };
}

/// Edges from a node to itself: loops above its box.
fn own_loops(out: &mut String, spec: &Spec, node: usize, r: Rect) {
    for e in spec
        .edges
        .iter()
        .filter(|e| e.from == node && e.to == node)
        .take(1)
    {
        let (x0, x1) = (r.x + r.w / 2.0 + 12.0, r.x + r.w / 2.0 - 12.0);
        let _ = write!(
            out,
            "<g class=\"{}\"><title>{}</title><path fill=\"none\"{} d=\"M{} {y}C{} {t} {} {t} {} {y}\"/><path class=\"og-fill\" d=\"M{} {y}l-4 -8h8z\"/></g>",
            e.end.class(),
            escape(&e.hover),
            stroke(e.line, e.confidence),
            n(x0),
            n(x0),
            n(x1),
            n(x1),
            n(x1),
            y = n(r.y),
            t = n(r.y - 17.0),
        );
    }
}

struct Legend {
    svg: String,
    bottom: f64,
}

/// What the signs mean, as far as they occur.
fn legend(spec: &Spec, l: &Layout) -> Legend {
    const ROW: f64 = 19.0;
    const MARK: f64 = 34.0;
    let left = 16.0;
    let right = l.width - 16.0;
    let mut svg = String::from("<g class=\"og-legend\">");
    let mut y = l.foot + 4.0;
    if !spec.edges.is_empty() {
        let _ = write!(
            svg,
            "<path class=\"og-rule\" fill=\"none\" d=\"M{} {y}H{}\"/>",
            n(left),
            n(right),
            y = n(y - 6.0)
        );
    }
    let mut x = left;
    let mut item = |svg: &mut String, label: &str, mark: &dyn Fn(&mut String, f64, f64)| {
        let needed = MARK + 6.0 + width(label, SMALL) + 18.0;
        if x > left && x + needed > right {
            x = left;
            y += ROW;
        }
        mark(svg, x, y + ROW / 2.0);
        let place = Rect {
            x: x + MARK + 6.0,
            y: y + (ROW - SMALL * LEADING) / 2.0,
            w: 0.0,
            h: 0.0,
        };
        let words = Label {
            lines: vec![label.to_owned()],
            size: SMALL,
            bold_first: false,
            centred: false,
            place,
        };
        text(svg, &words, "");
        x += needed;
    };
    for shape in Shape::ALL {
        if spec.nodes.iter().any(|v| v.shape == shape) {
            item(&mut svg, shape.label(), &|svg, x, y| {
                let _ = write!(svg, "<g class=\"{}\">", shape.class());
                let r = Rect {
                    x: x + 4.0,
                    y: y - 6.0,
                    w: 26.0,
                    h: 12.0,
                };
                frame(svg, shape, r);
                svg.push_str("</g>");
            });
        }
    }
    for end in End::ALL {
        if spec.edges.iter().any(|e| e.end == end) {
            item(&mut svg, end.label(), &|svg, x, y| {
                let _ = write!(
                    svg,
                    "<g class=\"{}\"><path fill=\"none\" stroke-width=\"2\" d=\"M{} {}H{}\"/>",
                    end.class(),
                    n(x),
                    n(y),
                    n(x + MARK - 6.0)
                );
                ending(svg, end, (x + MARK, y), 1.0);
                svg.push_str("</g>");
            });
        }
    }
    for line in Line::ALL {
        if line != Line::Supported && spec.edges.iter().any(|e| e.line == line) {
            item(&mut svg, line.label(), &|svg, x, y| {
                let _ = write!(
                    svg,
                    "<g class=\"og-plain\"><path fill=\"none\"{} d=\"M{} {}H{}\"/></g>",
                    stroke(line, 0.4),
                    n(x),
                    n(y),
                    n(x + MARK)
                );
            });
        }
    }
    if !spec.edges.is_empty() {
        item(&mut svg, "confidence, low to high", &|svg, x, y| {
            svg.push_str("<g class=\"og-plain\">");
            for (k, confidence) in [0.05, 0.5, 0.95].into_iter().enumerate() {
                let at = x + k as f64 * 12.0;
                let _ = write!(
                    svg,
                    "<path fill=\"none\" stroke-width=\"{}\" d=\"M{} {}h10\"/>",
                    n(weight(confidence)),
                    n(at),
                    n(y)
                );
            }
            svg.push_str("</g>");
        });
    }
    if x > left {
        y += ROW;
    }
    if let Some(note) = &spec.note {
        let lines = wrap(note, SMALL, right - left, 4);
        let place = Rect {
            x: left,
            y: y + 3.0,
            w: 0.0,
            h: 0.0,
        };
        let words = Label {
            size: SMALL,
            bold_first: false,
            centred: false,
            place,
            lines,
        };
        text(&mut svg, &words, "og-edge");
        y += words.lines.len() as f64 * SMALL * LEADING + 3.0;
    }
    svg.push_str("</g>");
    Legend {
        svg,
        bottom: y + 10.0,
    }
}
