//! PDF files, written object by object.

/// A PDF under construction. Object 1 is the catalog, object 2 the list of pages.
#[derive(Clone, Debug)]
pub struct Pdf {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    font: usize,
}

impl Default for Pdf {
    fn default() -> Self {
        let mut pdf = Self { objects: vec![Vec::new(), Vec::new()], pages: Vec::new(), font: 0 };
        pdf.font = pdf.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        pdf
    }
}

impl Pdf {
    /// Adds an object and gives its number.
    pub fn object(&mut self, body: impl Into<Vec<u8>>) -> usize {
        self.objects.push(body.into());
        self.objects.len()
    }

    /// Adds a stream and gives its number; `dictionary` holds all its entries but the length.
    pub fn stream(&mut self, dictionary: &str, content: &[u8]) -> usize {
        let mut body = format!("<< {dictionary} /Length {} >>\nstream\n", content.len()).into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\nendstream");
        self.object(body)
    }

    /// Adds a page that draws a stream; `resources` stand beside the font F1.
    pub fn page_of(&mut self, stream: usize, resources: &str) -> &mut Self {
        let font = self.font;
        let page = self.object(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R \
             /Resources << /Font << /F1 {font} 0 R >> {resources} >> >>"
        ));
        self.pages.push(page);
        self
    }

    /// Adds a page with this content.
    pub fn page(&mut self, content: &str) -> &mut Self {
        let stream = self.stream("", content.as_bytes());
        self.page_of(stream, "")
    }

    /// The file, with the list of its pages.
    #[must_use]
    pub fn finish(&self) -> Vec<u8> {
        let kids: String = self.pages.iter().map(|n| format!("{n} 0 R ")).collect();
        self.finish_with(&format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", self.pages.len()))
    }

    /// The file, with another list of pages.
    #[must_use]
    pub fn finish_with(&self, pages: &str) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut offsets = Vec::with_capacity(self.objects.len());
        for (i, object) in self.objects.iter().enumerate() {
            offsets.push(out.len());
            out.extend(format!("{} 0 obj\n", i + 1).into_bytes());
            match i {
                0 => out.extend_from_slice(b"<< /Type /Catalog /Pages 2 0 R >>"),
                1 => out.extend_from_slice(pages.as_bytes()),
                _ => out.extend_from_slice(object),
            }
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = out.len();
        let size = offsets.len() + 1;
        out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").into_bytes());
        for offset in offsets {
            out.extend(format!("{offset:010} 00000 n \n").into_bytes());
        }
        out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").into_bytes());
        out
    }
}

/// Lines of text from (`x`, `y`) downwards in 10 points.
#[must_use]
pub fn text(x: f64, y: f64, lines: &[&str]) -> String {
    let escaped = |l: &&str| l.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    let shown: String = lines.iter().map(|l| format!("({}) Tj T* ", escaped(l))).collect();
    format!("BT /F1 10 Tf 12 TL {x} {y} Td {shown}ET\n")
}
