# Compute the effect sizes of data/*.csv with metafor.
# Run from the repository's root: Rscript validation/effects/reference.R
suppressMessages(library(metafor))
read <- function(name) read.csv(file.path("validation/effects/data", paste0(name, ".csv")))
m <- read("means"); t <- read("tables"); r <- read("correlations"); g <- read("changes")
lines <- character()
put <- function(name, call, es) {
  number <- function(x) paste(sprintf("%.17g", as.numeric(x)), collapse = ", ")
  lines <<- c(lines, sprintf('    "%s": {"call": "%s", "yi": [%s], "vi": [%s]}',
                             name, call, number(es$yi), number(es$vi)))
}
means <- function(measure, ...) escalc(measure, m1i = m1, m2i = m2, sd1i = sd1, sd2i = sd2,
                                       n1i = n1, n2i = n2, data = m, ...)
for (vtype in c("LS", "UB", "LS2"))
  put(paste0("SMD.", vtype), paste0("escalc('SMD', vtype='", vtype, "')"), means("SMD", vtype = vtype))
put("SMDH", "escalc('SMDH')", means("SMDH"))
put("MD", "escalc('MD')", means("MD"))
for (measure in c("PETO", "OR", "RR", "RD", "AS", "PHI", "PBIT", "OR2DN", "OR2DL", "YUQ"))
  put(measure, paste0("escalc('", measure, "')"), escalc(measure, ai = a, bi = b, ci = c, di = d, data = t))
for (measure in c("COR", "UCOR", "ZCOR"))
  put(measure, paste0("escalc('", measure, "')"), escalc(measure, ri = r, ni = n, data = r))
put("IRR", "escalc('IRR', t1i=2*(a+b), t2i=3*(c+d))", escalc("IRR", x1i = a, x2i = c, t1i = 2 * (a + b), t2i = 3 * (c + d), data = t))
put("SMCC", "escalc('SMCC')", escalc("SMCC", m1i = post, m2i = pre, sd1i = sd_post, sd2i = sd_pre, ni = n, ri = r, data = g))
put("SMCR", "escalc('SMCR')", escalc("SMCR", m1i = post, m2i = pre, sd1i = sd_pre, ni = n, ri = r, data = g))
writeLines(c("{",
  '  "header": "DO NOT EDIT: written by validation/effects/reference.R",',
  sprintf('  "versions": "%s, metafor %s",', R.version.string, packageVersion("metafor")),
  '  "values": {', paste(lines, collapse = ",\n"), "  }", "}"),
  "tests/stats/effects/references/escalc.json")
