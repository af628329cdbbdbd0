# Compute the curves and models that tests/stats/retention checks against.
# Run from the repository root: Rscript validation/retention/reference.R
suppressMessages({library(survival); library(clubSandwich); library(jsonlite)})
set.seed(20263)
# Hard conditions: many ties, late entry, times at which only censored people are
# seen, an unequal small group, strata in which few leave.
n <- 90
group <- sample(c("a", "b", "c"), n, replace = TRUE, prob = c(.5, .4, .1))
stratum <- sample(1:4, n, replace = TRUE)
x <- rnorm(n)
z <- rbinom(n, 1, .4)
entry <- sample(c(0, 0, 0, 1, 2), n, replace = TRUE)
exact <- entry + rexp(n, .15 * exp(.5 * x - .4 * z))
time <- ceiling(pmin(exact, entry + runif(n, 1, 14)))
left <- as.numeric(exact <= time & runif(n) < .95)
school <- sample(1:15, n, replace = TRUE)
data <- data.frame(time, left, entry, group, stratum, x, z, school)
curve <- function(transform, late) {
  S <- if (late) Surv(entry, time, left) else Surv(time, left)
  fit <- survfit(S ~ 1, conf.type = transform)
  s <- summary(fit, times = sort(unique(time)))
  q <- quantile(fit, c(.25, .5))
  list(time = s$time, at_risk = s$n.risk, survival = s$surv, se = s$std.err,
       lower = s$lower, upper = s$upper, quantile = unname(q$quantile),
       quantile_lower = unname(q$lower), quantile_upper = unname(q$upper),
       mean8 = unname(summary(fit, rmean = 8)$table[c("rmean", "se(rmean)")]))
}
test <- function(formula, rho) {
  fit <- survdiff(formula, rho = rho)
  sums <- function(v) if (is.matrix(v)) rowSums(v) else v
  list(statistic = fit$chisq, observed = unname(sums(fit$obs)),
       expected = unname(sums(fit$exp)), variance = unname(fit$var))
}
cox <- function(fit) {
  list(estimate = unname(coef(fit)), covariance = unname(vcov(fit)),
       log_likelihood = rev(fit$loglik), naive = if (!is.null(fit$naive.var)) unname(fit$naive.var))
}
tight <- coxph.control(eps = 1e-14, iter.max = 50)
spells <- do.call(rbind, lapply(seq_len(n), function(i) {
  years <- seq(entry[i] + 1, min(time[i], 10))
  data.frame(person = i, year = years, x = x[i], z = z[i], school = school[i],
             left = as.numeric(years == time[i] & left[i] == 1))
}))
hazard <- function(link) {
  fit <- glm(left ~ 0 + factor(year) + x + z, binomial(link), spells,
             control = list(epsilon = 1e-14))
  tests <- coef_test(fit, vcovCR(fit, spells$school, "CR0"), test = "naive-t")
  list(estimate = unname(coef(fit)), se = unname(sqrt(diag(vcov(fit)))),
       deviance = deviance(fit), aic = AIC(fit), clustered = tests$SE)
}
# Interval censoring: grouped times between rosters, by direct maximization.
there <- pmin(2 * (time - left) %/% 2, 8)
gone <- ifelse(left == 1 & time <= 10, pmin(2 * ceiling(time / 2), 10), 0)
odd <- seq_len(n) %% 3 == 0
there[odd] <- pmin(time - left, 10)[odd]
gone[odd] <- ifelse(left == 1 & time <= 10, time, 0)[odd]
there <- ifelse(gone > 0, pmin(there, gone - 1), there)
keep <- gone <= 6 & there <= 6
there <- pmin(there, 6)[keep]
gone <- gone[keep]
xi <- x[keep]
minus <- function(b) {
  eta <- outer(b[7] * xi, b[1:6], "+")
  H <- exp(eta)
  upto <- function(k) rowSums(H * (col(H) <= k))
  part <- ifelse(gone > 0, log(exp(-upto(there)) - exp(-upto(gone))), -upto(there))
  -sum(part)
}
start <- optim(c(rep(-2, 6), 0), minus, control = list(maxit = 20000))
best <- nlm(minus, start$par, hessian = TRUE, gradtol = 1e-12, steptol = 1e-14, iterlim = 1000)
out <- list(
  note = "DO NOT EDIT: written by validation/retention/reference.R",
  versions = sapply(c("survival", "clubSandwich"), function(p)
    as.character(packageVersion(p))),
  R = R.version.string, data = data,
  curves = list(log = curve("log", FALSE), `log-log` = curve("log-log", FALSE),
                plain = curve("plain", FALSE), arcsine = curve("arcsin", FALSE)),
  late = curve("log", TRUE),
  tests = list(
    rho0 = test(Surv(time, left) ~ group, 0), rho1 = test(Surv(time, left) ~ group, 1),
    strata0 = test(Surv(time, left) ~ group + strata(stratum), 0),
    strata1 = test(Surv(time, left) ~ group + strata(stratum), 1)),
  cox = list(
    efron = cox(coxph(Surv(time, left) ~ x + z, control = tight)),
    breslow = cox(coxph(Surv(time, left) ~ x + z, ties = "breslow", control = tight)),
    late = cox(coxph(Surv(entry, time, left) ~ x + z, control = tight)),
    strata = cox(coxph(Surv(time, left) ~ x + z + strata(stratum), control = tight)),
    clustered = cox(coxph(Surv(time, left) ~ x + z, cluster = school, control = tight)),
    clustered_breslow = cox(coxph(Surv(time, left) ~ x + z, cluster = school,
                            ties = "breslow", control = tight)),
    clustered_late = cox(coxph(Surv(entry, time, left) ~ x + z, cluster = school,
                         control = tight))),
  concordance = unname(concordance(Surv(time, left) ~ x, reverse = TRUE)$concordance),
  hazard = list(logit = hazard("logit"), cloglog = hazard("cloglog")),
  interval = list(there = there, gone = gone, x = xi, estimate = best$estimate,
                  se = sqrt(diag(solve(best$hessian))), log_likelihood = -best$minimum))
write(toJSON(out, digits = I(16), auto_unbox = TRUE, dataframe = "columns", na = "string"),
      "tests/stats/retention/references/durations.json")
