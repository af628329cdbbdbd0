# Compute the models that tests/stats/impact checks against.
# Run from the repository root: Rscript validation/impact/reference.R
suppressMessages({
  library(lme4); library(lmerTest); library(pbkrtest)
  library(clubSandwich); library(jsonlite)
})
set.seed(20262)
# Hard conditions: unbalanced, a school with one room, rooms with one person, a
# grouping without variance, slopes in large units.
rooms <- c(1, 2, 2, 3, 3, 4, 2, 3, 1, 4, 3, 2, 4, 2)
school <- rep(seq_along(rooms), rooms)
size <- sample(1:9, length(school), replace = TRUE)
room <- rep(seq_along(school), size)
school <- rep(school, size)
n <- length(room)
rater <- sample(1:7, n, replace = TRUE)
treated <- as.numeric(school %% 2 == 0)
x <- rnorm(n)
days <- round(runif(n, 0, 900))
y <- 5 + .6 * treated + .8 * x + rnorm(14, 0, .9)[school] +
  rnorm(max(room), 0, .5)[room] + rnorm(7, 0, .6)[rater] +
  (.002 + rnorm(14, 0, .003)[school]) * days + rnorm(n)
stayed <- as.numeric(y > median(y))
data <- data.frame(y, treated, x, days, school, room, rater, stayed)
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(
  rhobeg = 2e-3, rhoend = 1e-10, maxfun = 1e6), check.conv.singular = "ignore",
  check.scaleX = "ignore")
mixed <- function(formula, REML = TRUE) {
  rough <- lmerTest::lmer(formula, data, REML = REML, control = lmerControl(
    check.conv.singular = "ignore", check.scaleX = "ignore"))
  # A second search from the first one's end reaches lme4's own precision.
  fit <- suppressWarnings(lmerTest::lmer(formula, data, REML = REML, control = tight,
                          start = getME(rough, "theta")))
  table <- as.data.frame(VarCorr(fit))
  out <- list(call = deparse(formula), method = if (REML) "REML" else "ML",
              estimate = unname(fixef(fit)), se = unname(sqrt(diag(as.matrix(vcov(fit))))),
              groups = table$grp, first = table$var1, second = table$var2,
              variance = table$vcov, logLik = as.numeric(logLik(fit)))
  if (REML) {
    satt <- summary(fit, ddf = "Satterthwaite")$coefficients
    out$satterthwaite <- unname(satt[, "df"])
    kr <- suppressMessages(summary(fit, ddf = "Kenward-Roger")$coefficients)
    adjusted <- as.matrix(vcovAdj(fit))
    out$kr_dof <- unname(kr[, "df"])
    out$kr_se <- unname(sqrt(diag(adjusted)))
  }
  out
}
robust <- function(fit) {
  sapply(c("CR0", "CR1S", "CR2"), function(kind) {
    tests <- coef_test(fit, vcovCR(fit, factor(school), kind), test = "Satterthwaite")
    list(se = tests$SE, dof = tests$df_Satt, p = tests$p_Satt)
  }, simplify = FALSE)
}
ols <- lm(y ~ treated + x, data)
logit <- glm(stayed ~ treated + x, binomial, data, control = list(epsilon = 1e-14))
cloglog <- glm(stayed ~ treated + x, binomial("cloglog"), data,
               control = list(epsilon = 1e-14))
multilevel <- lme4::lmer(y ~ treated + x + (1 | school) + (1 | room), data)
out <- list(
  note = "DO NOT EDIT: written by validation/impact/reference.R",
  versions = sapply(c("lme4", "lmerTest", "pbkrtest", "clubSandwich"), function(p)
    as.character(packageVersion(p))),
  R = R.version.string, data = data,
  mixed = list(
    two_level = mixed(y ~ treated + x + (1 | school)),
    two_level_ml = mixed(y ~ treated + x + (1 | school), FALSE),
    three_level = mixed(y ~ treated + x + (1 | school) + (1 | room)),
    slopes = mixed(y ~ treated + days + (days | school)),
    uncorrelated = mixed(y ~ treated + days + (1 | school) + (0 + days | school)),
    crossed = mixed(y ~ treated + x + (1 | school) + (1 | rater)),
    crossed_three = mixed(y ~ treated + x + (1 | school) + (1 | room) + (1 | rater))),
  ols = list(estimate = unname(coef(ols)), kinds = robust(ols)),
  logit = list(estimate = unname(coef(logit)), deviance = deviance(logit),
               se = unname(sqrt(diag(vcov(logit)))), kinds = robust(logit)),
  cloglog = list(estimate = unname(coef(cloglog)), deviance = deviance(cloglog),
                 se = unname(sqrt(diag(vcov(cloglog)))), kinds = robust(cloglog)),
  multilevel = list(variances = as.data.frame(VarCorr(multilevel))$vcov,
                    kinds = robust(multilevel)))
write(toJSON(out, digits = I(16), auto_unbox = TRUE, dataframe = "columns"),
      "tests/stats/impact/references/models.json")
