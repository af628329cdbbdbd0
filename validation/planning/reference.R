# Compute the plans that tests/stats/planning checks against, another way: standard
# errors by generalized least squares on the written-out covariance matrix of each
# trial, power by the noncentral t, detectable effects by solving for it.
# Run from the repository root: Rscript validation/planning/reference.R
suppressMessages(library(jsonlite))
set.seed(20267)
# The variance of one column's coefficient in y = X b + e, e ~ V.
gls_se <- function(X, V, column) sqrt(solve(crossprod(X, solve(V, X)))[column, column])
same <- function(labels) outer(labels, labels, "==") * 1
answers <- function(se, dof, effect) {
  critical <- qt(.975, dof)
  power <- function(d) pt(critical, dof, d / se, lower.tail = FALSE) + pt(-critical, dof, d / se)
  list(se = se, dof = dof, effect = effect, power = power(effect),
       shorthand = (critical + qt(.8, dof)) * se,
       exact = uniroot(function(d) power(d) - .8, c(0, 20 * se), tol = 1e-13)$root)
}
individual <- function(n, share, effect) {
  treated <- seq_len(n) <= round(share * n)
  fit <- gls_se(cbind(1, treated), diag(n), 2)
  c(list(n = n, share = mean(treated)), answers(fit, n - 2, effect))
}
cluster2 <- function(n, J, rho, treated_clusters, effect) {
  school <- rep(seq_len(J), each = n)
  V <- rho * same(school) + (1 - rho) * diag(n * J)
  se <- gls_se(cbind(1, school <= treated_clusters), V, 2)
  c(list(n = n, J = J, icc = rho, share = treated_clusters / J), answers(se, J - 2, effect))
}
cluster3 <- function(n, J, K, rho2, rho3, effect) {
  room <- rep(seq_len(J * K), each = n)
  school <- (room - 1) %/% J + 1
  V <- rho3 * same(school) + rho2 * same(room) + (1 - rho2 - rho3) * diag(n * J * K)
  se <- gls_se(cbind(1, school <= K / 2), V, 2)
  c(list(n = n, J = J, K = K, icc = c(rho2, rho3)), answers(se, K - 2, effect))
}
# Schools are assigned within districts, whose means are free (fixed effects).
fixed_blocks <- function(n, J, K, rho2, effect) {
  school <- rep(seq_len(J * K), each = n)
  district <- (school - 1) %/% J + 1
  treated <- (school - 1) %% J < J / 2
  V <- rho2 * same(school) + (1 - rho2) * diag(n * J * K)
  X <- cbind(outer(district, seq_len(K), "=="), treated)
  c(list(n = n, J = J, K = K, icc = rho2), answers(gls_se(X, V, K + 1), K * (J - 2), effect))
}
# People are assigned within schools, whose effects differ.
random_blocks <- function(n, J, rho, omega, effect) {
  school <- rep(seq_len(J), each = n)
  treated <- (seq_len(n * J) - 1) %% n < n / 2
  V <- rho * same(school) + rho * omega * same(school) * outer(treated, treated) +
    (1 - rho) * diag(n * J)
  se <- gls_se(cbind(1, treated), V, 2)
  c(list(n = n, J = J, icc = rho, omega = omega), answers(se, J - 1, effect))
}
binary <- function(p0, p1, n1, n0) {
  se <- sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0)
  gap <- function(p) (p - p0) - (qnorm(.975) + qnorm(.8)) * sqrt(p * (1 - p) / n1 + p0 * (1 - p0) / n0)
  list(base = p0, reached = p1, treated = n1, control = n0,
       power = pnorm(abs(p1 - p0) / se - qnorm(.975)) + pnorm(-abs(p1 - p0) / se - qnorm(.975)),
       detectable = uniroot(gap, c(p0, 1 - 1e-9), tol = 1e-13)$root - p0)
}
n <- 41
covariates <- cbind(rnorm(n, 50, 12), rbinom(n, 1, .3), rexp(n))
arm <- as.numeric(seq_len(n) %in% sample(n, 18))
centers <- colMeans(covariates[arm == 1, ]) - colMeans(covariates[arm == 0, ])
pooled <- apply(covariates, 2, function(v) sqrt((17 * var(v[arm == 1]) + 22 * var(v[arm == 0])) / (n - 2)))
distance <- 18 * 23 / n * mahalanobis(centers, rep(0, 3), cov(covariates))
out <- list(
  about = list(made_by = "validation/planning/reference.R", r = R.version.string, edit = "DO NOT EDIT"),
  individual = list(individual(124, .5, .4), individual(7, 3 / 7, 1.5), individual(1000, .1, .25)),
  cluster2 = list(cluster2(4, 20, .2, 10, .6), cluster2(1, 12, .3, 5, .9), cluster2(25, 9, 0, 4, .3),
                  cluster2(12, 30, .95, 6, .8)),
  cluster3 = list(cluster3(5, 2, 12, .06, .18, .5), cluster3(3, 4, 8, .17, .0, .7)),
  fixed_blocks = list(fixed_blocks(6, 4, 5, .1, .4), fixed_blocks(2, 8, 3, .4, .8)),
  random_blocks = list(random_blocks(8, 10, .2, .5, .4), random_blocks(20, 4, .1, 1.5, .6)),
  binary = list(binary(.6, .76, 62, 62), binary(.05, .2, 40, 90), binary(.9, .97, 300, 100)),
  balance = list(treated = arm, covariates = covariates, difference = (1 - 3 / (4 * n - 9)) * centers / pooled,
                 distance = distance, p_value = pchisq(distance, 3, lower.tail = FALSE)))
write(toJSON(out, digits = NA, auto_unbox = TRUE), "tests/stats/planning/references/plans.json")
