//! What a page draws: characters with their places, rules, pictures. One page costs a bounded amount of work.

use std::time::Instant;

use compact_str::CompactString;
use hayro_interpret::font::{Glyph as DrawnGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::WritingMode;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape, Vec2};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask};

use super::characters;
use super::fonts::{self, Fonts, Look};
use super::hidden::{self, Paintwork};

/// Glyphs on one page, at most. A densely set page has some ten thousand.
const MAX_GLYPHS: usize = 400_000;
/// Drawing operations on one page, at most. Maps and drawings reach some hundred thousand.
const MAX_OPERATIONS: usize = 5_000_000;
/// Operations between two looks at the clock.
const CLOCK_EVERY: usize = 1024;
/// A filled box thinner than this, in points, is a rule.
const RULE_THICKNESS: f64 = 3.0;
/// Widest glyph kept, in points: no page is wider.
const MAX_ADVANCE: f64 = 14_400.0;
/// Painted places of one page that are kept.
const MAX_GROUNDS: usize = 2_000;
/// Pictures of one page whose places are kept.
const MAX_PICTURES: usize = 10_000;
/// Rules kept of one page.
const MAX_RULES: usize = 20_000;

/// Which way a line of text runs on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Direction {
    /// Left to right.
    Across,
    /// Bottom to top.
    Up,
    /// Top to bottom, as on a turned page or in vertical writing.
    Down,
    /// Right to left, upside down.
    Back,
    /// At an angle, as watermarks are.
    Slanted,
}

/// A character on a page, in the frame of its direction: `x` along the line, `y` up across lines.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) text: CompactString,
    pub(super) x0: f64,
    pub(super) x1: f64,
    /// Baseline.
    pub(super) y: f64,
    /// Font size in points.
    pub(super) size: f64,
    pub(super) look: Look,
    pub(super) direction: Direction,
    /// Marked as an artifact: page furniture.
    pub(super) artifact: bool,
    pub(super) paint: Paintwork,
}

/// A straight line parallel to an edge of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) horizontal: bool,
    /// Where it runs: `y` of a horizontal rule, `x` of a vertical one.
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// Thrown out of a page that draws too much. The page is reported as unread.
#[derive(Clone, Copy, Debug)]
pub(super) struct OverBudget;

/// Collects one page.
pub(super) struct Collector<'f, 'a> {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    /// Where pictures are drawn.
    pub(super) pictures: Vec<Rect>,
    /// Characters that are not painted: text recognition puts them over the picture of a scanned page.
    pub(super) unpainted: usize,
    /// Filled or stroked shapes that are no rules.
    pub(super) shapes: usize,
    /// Where anything but white is painted, as boxes around it, pictures among them.
    pub(super) grounds: Vec<Rect>,
    /// Glyphs whose character is not known.
    pub(super) unmapped: usize,
    fonts: &'f mut Fonts<'a>,
    page: Rect,
    deadline: Instant,
    operations: usize,
    marked: Vec<Marked>,
    artifacts: usize,
}

#[derive(Debug)]
struct Marked {
    artifact: bool,
    /// Text that stands for the glyphs from this index on.
    actual: Option<(String, usize)>,
}

impl<'f, 'a> Collector<'f, 'a> {
    /// For a page of this box; work on it ends at `deadline`.
    pub(super) fn new(page: Rect, fonts: &'f mut Fonts<'a>, deadline: Instant) -> Self {
        Self {
            glyphs: Vec::new(),
            rules: Vec::new(),
            pictures: Vec::new(),
            unpainted: 0,
            grounds: Vec::new(),
            shapes: 0,
            unmapped: 0,
            fonts,
            page,
            deadline,
            operations: 0,
            marked: Vec::new(),
            artifacts: 0,
        }
    }

    /// Counts an operation. The interpreter cannot be told to stop, so a page over its budget is left by unwinding,
    /// past the panic hook.
    fn spend(&mut self, operations: usize) {
        self.operations += operations;
        let late = self.operations % CLOCK_EVERY < operations && Instant::now() > self.deadline;
        if late || self.operations > MAX_OPERATIONS || self.glyphs.len() > MAX_GLYPHS {
            std::panic::resume_unwind(Box::new(OverBudget));
        }
    }

    fn rule(&mut self, horizontal: bool, at: f64, from: f64, to: f64) {
        if self.rules.len() < MAX_RULES && (at + from + to).is_finite() {
            self.rules.push(Rule { horizontal, at, from: from.min(to), to: from.max(to) });
        }
    }

    /// Notes a filled box: thin ones are rules, the edges of the others may frame cells.
    fn filled(&mut self, r: Rect) {
        let (w, h) = (r.width().abs(), r.height().abs());
        if h <= RULE_THICKNESS && w > h * 2.0 {
            self.rule(true, (r.y0 + r.y1) / 2.0, r.x0, r.x1);
        } else if w <= RULE_THICKNESS && h > w * 2.0 {
            self.rule(false, (r.x0 + r.x1) / 2.0, r.y0, r.y1);
        } else {
            self.shapes += 1;
        }
    }

    /// Notes the ground that text may stand on.
    fn ground(&mut self, r: Rect, paint: &Paint<'_>) {
        if self.grounds.len() < MAX_GROUNDS && r.area() > 0.0 && !hidden::is_white(paint) {
            self.grounds.push(r);
        }
    }

    /// Whether all grounds are known.
    pub(super) const fn knows_grounds(&self) -> bool {
        self.grounds.len() < MAX_GROUNDS
    }

    fn stroked(&mut self, r: Rect) {
        let (w, h) = (r.width().abs(), r.height().abs());
        if w > RULE_THICKNESS {
            self.rule(true, r.y0, r.x0, r.x1);
            if h > RULE_THICKNESS {
                self.rule(true, r.y1, r.x0, r.x1);
            }
        }
        if h > RULE_THICKNESS {
            self.rule(false, r.x0, r.y0, r.y1);
            if w > RULE_THICKNESS {
                self.rule(false, r.x1, r.y0, r.y1);
            }
        }
    }

    fn path(&mut self, path: &BezPath, transform: Affine, mode: &DrawMode) {
        let stroke = matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..));
        let (mut start, mut at) = (Point::ZERO, Point::ZERO);
        let mut parts: Vec<Rect> = Vec::new();
        let mut lines: Vec<(Point, Point)> = Vec::new();
        let mut curved = false;
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(p) => {
                    start = transform * p;
                    at = start;
                    parts.push(Rect::from_points(at, at));
                }
                PathEl::LineTo(p) => {
                    let to = transform * p;
                    lines.push((at, to));
                    if let Some(part) = parts.last_mut() {
                        *part = part.union_pt(to);
                    }
                    at = to;
                }
                PathEl::ClosePath => {
                    lines.push((at, start));
                    at = start;
                }
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => curved = true,
            }
            if lines.len() > 1000 {
                break;
            }
        }
        if curved || lines.len() > 1000 {
            self.shapes += 1;
        } else if stroke {
            for (a, b) in lines {
                if (a.y - b.y).abs() < 0.5 && (a.x - b.x).abs() > RULE_THICKNESS {
                    self.rule(true, (a.y + b.y) / 2.0, a.x, b.x);
                } else if (a.x - b.x).abs() < 0.5 && (a.y - b.y).abs() > RULE_THICKNESS {
                    self.rule(false, (a.x + b.x) / 2.0, a.y, b.y);
                } else {
                    self.shapes += 1;
                }
            }
        } else {
            for part in parts {
                self.filled(part);
            }
        }
    }

    fn glyph(&mut self, drawn: &DrawnGlyph<'a>, placed: Affine, run: &RunFrame, next: Option<Point>) {
        let origin = placed * Point::ZERO;
        if !origin.x.is_finite() || !origin.y.is_finite() || !self.page.inflate(2.0, 2.0).contains(origin) {
            return;
        }
        let size = (placed * Point::new(0.0, 1000.0) - origin).hypot();
        if !(0.5..=2000.0).contains(&size) {
            return;
        }
        let text = match drawn {
            DrawnGlyph::Outline(g) => self.fonts.text(g),
            DrawnGlyph::Type3(g) => g.as_unicode().map(fonts::folded),
        };
        let text = text.unwrap_or_else(|| {
            self.unmapped += 1;
            CompactString::const_new("\u{FFFD}")
        });
        let width = match drawn {
            DrawnGlyph::Outline(g) => g.advance_width(),
            DrawnGlyph::Type3(g) => g.advance_width(),
        };
        let width = f64::from(width.filter(|w| w.is_finite()).unwrap_or(500.0)).max(0.0);
        let frame = run.frame(origin);
        let direction = run.direction;
        let advance = if run.vertical {
            size
        } else {
            // A font that stands in for a missing one is stretched to fit, and so would be the width. Of the two
            // candidates the one that leads to the next glyph is right.
            let stretched = (placed * Point::new(width, 0.0) - origin).hypot();
            let plain = width / 1000.0 * size;
            match next.map(|n| (n - origin).hypot()) {
                Some(gap) if (gap - plain).abs() < (gap - stretched).abs() => plain,
                _ => stretched,
            }
        };
        if !(0.0..=MAX_ADVANCE).contains(&advance) {
            return;
        }
        self.glyphs.push(Glyph {
            text,
            x0: frame.x,
            x1: frame.x + advance,
            y: frame.y,
            size,
            look: run.look,
            direction,
            paint: run.paint,
            artifact: self.artifacts > 0 || direction == Direction::Slanted,
        });
    }
}

/// What the glyphs of a run share.
struct RunFrame {
    direction: Direction,
    vertical: bool,
    look: Look,
    paint: Paintwork,
}

impl RunFrame {
    fn frame(&self, p: Point) -> Point {
        frame_of(self.direction, p)
    }
}

/// A point of the page in the frame of a direction.
pub(super) fn frame_of(direction: Direction, p: Point) -> Point {
    match direction {
        Direction::Across | Direction::Slanted => p,
        Direction::Up => Point::new(p.y, -p.x),
        Direction::Down => Point::new(-p.y, p.x),
        Direction::Back => Point::new(-p.x, -p.y),
    }
}

/// A point of a direction's frame on the page.
pub(super) fn page_of(direction: Direction, p: Point) -> Point {
    match direction {
        Direction::Across | Direction::Slanted => p,
        Direction::Up => Point::new(-p.y, p.x),
        Direction::Down => Point::new(p.y, -p.x),
        Direction::Back => Point::new(-p.x, -p.y),
    }
}

fn direction_of(v: Vec2) -> Direction {
    let (along, across) = (v.x.abs(), v.y.abs());
    if across <= along * 0.1 {
        if v.x < 0.0 { Direction::Back } else { Direction::Across }
    } else if along <= across * 0.1 {
        if v.y > 0.0 { Direction::Up } else { Direction::Down }
    } else {
        Direction::Slanted
    }
}

impl<'a> Device<'a> for Collector<'_, 'a> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(1);
        if !matches!(mode, DrawMode::Stroke(_)) {
            self.ground(props.transform.transform_rect_bbox(path.control_box()), &props.paint);
        }
        self.path(path, props.transform, mode);
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.spend(1);
        if !matches!(mode, DrawMode::Stroke(_)) {
            self.ground(props.transform.transform_rect_bbox(*rect), &props.paint);
        }
        let [a, b, c, d, ..] = props.transform.as_coeffs();
        // A box turned by other than a right angle is a drawing.
        if (b.abs() + c.abs()).min(a.abs() + d.abs()) > 1e-6 {
            self.shapes += 1;
            return;
        }
        let placed = (props.transform * rect.to_path(0.1)).bounding_box();
        match mode {
            DrawMode::Stroke(_) => self.stroked(placed),
            DrawMode::FillAndStroke(..) => {
                self.filled(placed);
                self.stroked(placed);
            }
            _ => self.filled(placed),
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.spend(1);
    }

    fn push_clip_rect(&mut self, _: &Rect) {
        self.spend(1);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.spend(1);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let glyphs = run.glyphs();
        self.spend(glyphs.len() + 1);
        let Some(first) = glyphs.first() else { return };
        let mut look = match &**first {
            DrawnGlyph::Outline(g) => self.fonts.look(g),
            DrawnGlyph::Type3(_) => Look::default(),
        };
        // Stroked on top of being filled: how a font without a bold face is made bold. The second drawing is an
        // overprint of the first and marks it so.
        look.bold |= matches!(mode, DrawMode::Stroke(_));
        let paint = match mode {
            DrawMode::Invisible => Paintwork::Unpainted,
            _ if hidden::is_white(&props.paint) => Paintwork::White,
            _ => Paintwork::Seen,
        };
        self.unpainted += if paint == Paintwork::Unpainted { glyphs.len() } else { 0 };
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let at = |i: usize| glyphs.get(i).map(|g| props.transform * g.transform());
        let Some(placed) = at(0) else { return };
        let origin = placed * Point::ZERO;
        let along = placed * if vertical { Point::new(0.0, -1000.0) } else { Point::new(1000.0, 0.0) } - origin;
        let frame = RunFrame { direction: direction_of(along), vertical, look, paint };
        for (i, glyph) in glyphs.iter().enumerate() {
            let Some(placed) = at(i) else { break };
            let next = at(i + 1).map(|p| p * Point::ZERO);
            self.glyph(glyph, placed, &frame, next);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.spend(1);
        let whole = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let placed = props.transform.transform_rect_bbox(whole).intersect(self.page);
        if self.pictures.len() < MAX_PICTURES && placed.area() > 0.0 {
            self.pictures.push(placed);
            self.grounds.push(placed);
        }
    }

    fn pop_clip(&mut self) {
        self.spend(1);
    }

    fn pop_transparency_group(&mut self) {
        self.spend(1);
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        self.spend(1);
        let artifact = tag == b"Artifact";
        self.artifacts += usize::from(artifact);
        let actual = properties
            .and_then(|p| p.get::<PdfString<'_>>(b"ActualText"))
            .map(|s| (characters::text_string(s.as_bytes()), self.glyphs.len()));
        self.marked.push(Marked { artifact, actual });
    }

    fn end_marked_content(&mut self) {
        self.spend(1);
        let Some(marked) = self.marked.pop() else { return };
        self.artifacts -= usize::from(marked.artifact);
        let Some((text, from)) = marked.actual else { return };
        let Some(covered) = self.glyphs.get_mut(from..).filter(|g| !g.is_empty()) else { return };
        // Text for a whole paragraph says nothing about its lines; the glyphs do.
        let one_line = covered.windows(2).all(|w| (w[0].y - w[1].y).abs() < w[0].size * 0.5);
        if one_line && !text.contains('\n') {
            for glyph in covered.iter_mut().skip(1) {
                glyph.text.clear();
            }
            if let Some(first) = covered.first_mut() {
                first.text = text.chars().map(characters::fold).collect();
            }
        }
    }
}
