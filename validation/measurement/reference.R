# Computes the references of tests/stats/measurement/references/r.json.
# Run from the root of the repository: Rscript validation/measurement/reference.R
# Debian packages: r-cran-psych r-cran-multilevel r-cran-lavaan r-cran-lme4
# r-cran-gparotation r-cran-mass r-cran-jsonlite.
suppressMessages({
  library(psych); library(multilevel); library(lavaan); library(lme4)
  library(MASS); library(jsonlite)
})
folder <- "tests/stats/measurement/references/"
read <- function(name) read.csv(paste0(folder, name, ".csv"))
out <- list()
put <- function(name, call, values)
  out[[name]] <<- list(call = call, values = lapply(values, unname))

survey <- read("survey")
items <- survey[, paste0("i", 1:6)]
a <- suppressWarnings(psych::alpha(items))
put("alpha.pairwise", "psych::alpha(items)", list(
  raw = a$total$raw_alpha, std = a$total$std.alpha,
  dropped = a$alpha.drop$raw_alpha))
complete <- na.omit(items)
a <- suppressWarnings(psych::alpha(complete))
ci <- psych::alpha.ci(a$total$raw_alpha, nrow(complete), 6)
put("alpha.complete", "psych::alpha(na.omit(items)); psych::alpha.ci", list(
  raw = a$total$raw_alpha, ase = a$total$ase,
  lower = ci$lower.ci[[1]], upper = ci$upper.ci[[1]],
  rest = a$item.stats$r.drop))
model <- "f =~ l1*i1+l2*i2+l3*i3+l4*i4+l5*i5+l6*i6
i1~~e1*i1\ni2~~e2*i2\ni3~~e3*i3\ni4~~e4*i4\ni5~~e5*i5\ni6~~e6*i6
om := (l1+l2+l3+l4+l5+l6)^2/((l1+l2+l3+l4+l5+l6)^2+e1+e2+e3+e4+e5+e6)"
om <- subset(parameterEstimates(cfa(model, complete, std.lv = TRUE)), lhs == "om")
put("omega.ml", "lavaan::cfa(one factor, std.lv = TRUE); defined omega", list(
  est = om$est, se = om$se))
put("rwg.j", "multilevel::rwg.j(items, leader, ranvar = 2)", list(
  each = rwg.j(items, survey$leader, 2)$rwg.j))
put("rwg.lindell", "multilevel::rwg.j.lindell", list(
  each = rwg.j.lindell(items, survey$leader, 2)$rwg.lindell))
put("awg", "multilevel::awg(i1, leader)", list(
  each = awg(survey$i1, survey$leader)$a.wg))
put("ad", "multilevel::ad.m(i1, leader, 'median')", list(
  each = ad.m(survey$i1, survey$leader, type = "median")$AD.M))
fit <- aov(i1 ~ factor(leader), survey)
put("icc.group", "multilevel::ICC1, ICC2(aov(i1 ~ leader))", list(
  icc1 = ICC1(fit), icc2 = ICC2(fit)))

ratings <- read("table")
r <- suppressWarnings(psych::ICC(ratings, lmer = FALSE)$results)
put("icc", "psych::ICC(table, lmer = FALSE)", list(
  estimate = r$ICC, lower = r$`lower bound`, upper = r$`upper bound`, p = r$p))
k <- psych::cohen.kappa(ratings[, 1:2])
put("kappa", "psych::cohen.kappa(o1, o2)", list(
  kappa = k$kappa, weighted = k$weighted.kappa,
  se = sqrt(k$var.kappa)))

crossed <- read("crossed")
m <- lmer(score ~ 1 + (1 | leader) + (1 | rater) + (1 | item) + (1 | leader:rater),
  crossed, control = lmerControl(optimizer = "bobyqa",
    optCtrl = list(rhoend = 1e-12, maxfun = 1e5)))
v <- as.data.frame(VarCorr(m))
put("gstudy", "lme4::lmer(score ~ (1|leader)+(1|rater)+(1|item)+(1|leader:rater))",
  as.list(setNames(v$vcov, v$grp)))

bias <- read("bias")
y <- factor(bias$answer)
tight <- list(reltol = 1e-14, maxit = 1000)
p0 <- polr(y ~ matching, bias, control = tight)
p1 <- polr(y ~ matching + focal, bias, Hess = TRUE, control = tight)
p2 <- polr(y ~ matching * focal, bias, control = tight)
put("dif.ordinal", "MASS::polr", list(
  estimate = coef(p1)[["focal"]], se = sqrt(vcov(p1)["focal", "focal"]),
  uniform = 2 * c(logLik(p1) - logLik(p0)),
  nonuniform = 2 * c(logLik(p2) - logLik(p1))))
binary <- as.numeric(bias$answer > 1)
mh <- mantelhaen.test(table(1 - bias$focal, binary, bias$matching), correct = TRUE)
put("dif.mh", "stats::mantelhaen.test(reference, answer > 1, matching)", list(
  log.odds = log(mh$estimate[[1]]), chi = mh$statistic[[1]],
  se = diff(log(mh$conf.int)) / 2 / qnorm(0.975)))
gmh <- mantelhaen.test(table(bias$focal, bias$answer, bias$matching))
put("dif.generalized", "stats::mantelhaen.test (association, for orientation)", list(
  chi = gmh$statistic[[1]]))

leaders <- read("leaders")
leaders$s <- leaders$self - 3; leaders$o <- leaders$other - 3
l <- lm(outcome ~ s + o + I(s^2) + I(s * o) + I(o^2), leaders)
w <- c(0, 0, 0, 1, -1, 1)
put("rsa", "stats::lm(outcome ~ s + o + s^2 + s o + o^2), centered at 3", list(
  estimate = coef(l), se = sqrt(diag(vcov(l))), a4 = sum(w * coef(l)),
  a4.se = sqrt(c(t(w) %*% vcov(l) %*% w)), r2 = summary(l)$r.squared))

# A built-in covariance matrix (Smith and Stanley 1983), written out with the results.
f <- factanal(covmat = ability.cov, factors = 2, rotation = "promax")
f1 <- factanal(covmat = ability.cov, factors = 1)
put("factanal", "stats::factanal(ability.cov, 1 and 2 factors, promax)", list(
  covariance = c(ability.cov$cov), n = ability.cov$n.obs,
  uniqueness = f$uniquenesses, chi = f$STATISTIC, p = f$PVAL,
  loadings = c(unclass(f$loadings)), one.chi = f1$STATISTIC))

versions <- sapply(c("psych", "multilevel", "lavaan", "lme4", "MASS"),
  function(p) as.character(packageVersion(p)))
json <- list(
  "_" = "DO NOT EDIT: written by validation/measurement/reference.R",
  R = R.version.string, packages = as.list(versions), results = out)
writeLines(toJSON(json, auto_unbox = TRUE, digits = 15, pretty = TRUE, na = "null"),
  paste0(folder, "r.json"))
