# Compute the robust variances that tests/stats/robust checks against.
# Run from the repository root: Rscript validation/robust/reference.R
suppressMessages({library(clubSandwich); library(jsonlite)})
set.seed(20261)
sizes <- c(1, 1, 2, 3, 3, 4, 5, 6, 6, 8, 9, 12)
cluster <- rep(seq_along(sizes), sizes)
n <- length(cluster)
between <- rnorm(length(sizes))[cluster]
x1 <- rnorm(n)
x2 <- rbinom(length(sizes), 1, .4)[cluster]
w <- round(runif(n, .5, 4), 3)
phi <- round(runif(n, .3, 2), 3)
y <- 1 + .5 * x1 + between + rnorm(n)
data <- data.frame(cluster, x1, x2, y, w, phi)
kinds <- c("CR0", "CR1", "CR1p", "CR1S", "CR2", "CR3")
one <- function(fit, target = NULL) {
  sapply(kinds, function(kind) {
    V <- if (is.null(target)) vcovCR(fit, cluster, kind) else
      vcovCR(fit, cluster, kind, target = target)
    tests <- coef_test(fit, V, test = "Satterthwaite")
    wald <- Wald_test(fit, constrain_zero(2:3), V, test = "HTZ")
    list(se = tests$SE, dof = tests$df_Satt, p = tests$p_Satt,
         F = wald$Fstat, dof_wald = wald$df_denom, p_wald = wald$p_val)
  }, simplify = FALSE)
}
ols <- lm(y ~ x1 + x2, data)
wls <- lm(y ~ x1 + x2, data, weights = w)
out <- list(
  note = "DO NOT EDIT: written by validation/robust/reference.R",
  versions = list(R = R.version.string,
                  clubSandwich = as.character(packageVersion("clubSandwich"))),
  data = data,
  ols = list(estimate = unname(coef(ols)), kinds = one(ols)),
  wls_target = list(estimate = unname(coef(wls)), kinds = one(wls, phi)),
  wls_identity = list(estimate = unname(coef(wls)), kinds = one(wls)))
write(toJSON(out, digits = I(16), auto_unbox = TRUE, dataframe = "columns"),
      "tests/stats/robust/references/lm.json")
