# Compute the meta-analyses that tests/stats/meta/test_own_references.py checks
# against. Run from the repository root: Rscript validation/meta/reference.R
suppressMessages({library(metafor); library(clubSandwich); library(robumeta)
                  library(jsonlite)})
set.seed(20262)
tight <- list(threshold = 1e-13, maxiter = 10000, tol = 1e-15)

plain <- function(k, tau2, lo, hi, mean = .3) {
  v <- round(exp(runif(k, log(lo), log(hi))), 6)
  list(y = round(rnorm(k, mean, sqrt(tau2 + v)), 6), v = v,
       x = round(rnorm(k), 3), n = round(4 / v))
}
sets <- list(ordinary = plain(12, .05, .01, .2),
             homogeneous = {d <- plain(8, 0, .05, .2); d$y <- round(.3 + (d$y - .3) / 3, 6); d},
             three = plain(3, .1, .02, .1),
             two = plain(2, .2, .02, .1),
             wide = plain(20, .1, 1e-4, 10),
             skewed = {d <- plain(15, .02, .005, .3); d$y <- d$y + sqrt(d$v); d})
methods <- c("DL", "HE", "HS", "HSk", "SJ", "ML", "REML", "PM", "PMM")
pooled <- function(d, method, test) {
  r <- rma(y, v, data = d, method = method, test = test, control = tight)
  list(estimate = c(r$beta), se = r$se, p = r$pval, lower = r$ci.lb, upper = r$ci.ub,
       tau2 = r$tau2, tau2_se = r$se.tau2, i2 = r$I2, q = r$QE, q_p = r$QEp,
       loglik = c(logLik(r)))
}
one_set <- function(d) {
  out <- list(data = d)
  for (m in methods) out$pooled[[m]] <- list(normal = pooled(d, m, "z"),
    `hartung-knapp` = suppressWarnings(pooled(d, m, "knha")))
  bounded <- suppressWarnings(pooled(d, "REML", "adhoc"))
  out$bounded <- bounded
  r <- rma(y, v, data = d, control = tight)
  ci <- tryCatch(unname(confint(r, control = list(tol = 1e-14, maxiter = 10000))$random[1, 2:3]),
                 error = function(e) NULL)
  out$q_profile <- ci
  if (length(d$y) >= 4) {
    f <- rma(y, v, mods = ~x, data = d, control = tight)
    out$regression <- list(estimate = c(f$beta), se = f$se, tau2 = f$tau2, qm = f$QM,
                           r2 = f$R2, loglik = c(logLik(f)), qe = f$QE)
    e <- regtest(r, model = "lm")
    m <- regtest(r)
    out$egger <- list(z = e$zval, p = e$pval, limit = unname(e$est))
    out$egger_mixed <- list(z = m$zval, p = m$pval, limit = unname(m$est))
    k <- ranktest(r)
    out$rank <- list(tau = unname(k$tau), p = k$pval)
    for (estimator in c("L0", "R0")) {
      t <- trimfill(r, estimator = estimator, control = tight)
      out$trimfill[[estimator]] <- list(k0 = t$k0, side = t$side, estimate = c(t$beta),
                                        se = t$se, tau2 = t$tau2)
    }
    i <- influence(r)
    out$influence <- lapply(unclass(i$inf)[1:8], function(z) unname(c(z)))
    out$flags <- i$is.infl
    b <- blup(r)
    out$blup <- list(estimate = b$pred, se = b$se)
    for (test in c("exact", "chi2")) {
      s <- tes(d$y, d$v, test = test, progbar = FALSE)
      out$excess[[test]] <- list(observed = s$O, expected = s$E, p = s$pval)
    }
  }
  out
}

sizes <- c(1, 1, 2, 3, 3, 4, 5, 6, 2, 4, 1, 3, 5, 2, 3)
clustered <- function(between, within) {
  g <- rep(seq_along(sizes), sizes); k <- length(g)
  v <- round(runif(k, .02, .15), 4)
  data.frame(g = g, id = seq_len(k), v = v, x = round(rnorm(k), 3),
             w = rbinom(length(sizes), 1, .5)[g],
             y = round(.2 + rnorm(length(sizes), 0, sqrt(between))[g] +
                       rnorm(k, 0, sqrt(within + v)), 5))
}
# nlminb refuses some tight tolerances: take the tightest that converges.
careful <- function(args) {
  for (tol in c(1e-13, 1e-12, 1e-11, 1e-10, 1e-9)) {
    r <- try(do.call(rma.mv, c(args, list(control = list(rel.tol = tol)))), silent = TRUE)
    if (!inherits(r, "try-error")) return(r)
  }
  stop("no tolerance converges")
}
multi <- function(d, rho, mods, method = "REML") {
  V <- vcalc(v, cluster = g, obs = id, rho = rho, data = d)
  r <- careful(list(d$y, V, mods = mods, random = ~1 | g/id, data = d, method = method))
  t <- coef_test(r, "CR2", cluster = d$g)
  out <- list(estimate = c(r$beta), se = r$se, sigma2 = r$sigma2, qe = r$QE,
              loglik = c(logLik(r)), cr2 = t$SE, dof = t$df_Satt, p = t$p_Satt)
  if (length(r$beta) > 2) {
    h <- Wald_test(r, constrain_zero(2:3), "CR2", cluster = d$g, test = "HTZ")
    out$wald <- list(F = h$Fstat, dof = h$df_denom, p = h$p_val)
  }
  out
}
dependent <- function(d) list(
  data = d,
  three_level = multi(d, 0, ~1), che = multi(d, .6, ~1),
  che_mods = multi(d, .6, ~x + w), che_ml = multi(d, .6, ~x + w, "ML"),
  corr = {f <- robu(y ~ x + w, data = d, studynum = g, var.eff.size = v, rho = .8)
          list(b = f$reg_table$b.r, se = f$reg_table$SE, dof = f$reg_table$dfs,
               tau2 = c(f$mod_info$tau.sq))},
  hier = {f <- robu(y ~ x + w, data = d, studynum = g, var.eff.size = v,
                    modelweights = "HIER")
          list(b = f$reg_table$b.r, se = f$reg_table$SE, dof = f$reg_table$dfs,
               tau2 = c(f$mod_info$tau.sq), omega2 = c(f$mod_info$omega.sq))})

paired <- {
  m <- 9; d <- data.frame(g = rep(1:m, each = 2), o = rep(c("a", "b"), m))
  d <- d[-c(3, 8), ]; d$v <- round(runif(nrow(d), .01, .06), 4)
  u <- rnorm(m, 0, .3)[d$g]
  d$y <- round(ifelse(d$o == "a", .2, .5) + u + rnorm(nrow(d), 0, sqrt(.02 + d$v)), 5)
  d
}
V <- vcalc(v, cluster = g, obs = o, rho = .4, data = paired)
un <- careful(list(paired$y, V, mods = ~o - 1, random = ~o | g, struct = "UN",
                   data = paired))
select <- {d <- plain(120, .03, .01, .15, .15); keep <- d$y / sqrt(d$v) > 1.96 |
  runif(120) < .4; lapply(d, function(z) z[keep])}
sel <- function(steps) {
  r <- rma(y, v, data = select, method = "ML", control = tight)
  s <- selmodel(r, type = "stepfun", steps = steps, alternative = "greater")
  list(estimate = c(s$beta), se = s$se, tau2 = s$tau2, tau2_se = s$se.tau2,
       weights = s$delta, lrt = s$LRT, loglik = c(logLik(s)))
}
out <- list(
  note = "DO NOT EDIT: written by validation/meta/reference.R",
  versions = list(R = R.version.string, metafor = as.character(packageVersion("metafor")),
    clubSandwich = as.character(packageVersion("clubSandwich")),
    robumeta = as.character(packageVersion("robumeta"))),
  sets = lapply(sets, one_set),
  dependent = list(both = dependent(clustered(.1, .05)),
                   no_between = dependent(clustered(0, .08)),
                   no_within = dependent(clustered(.1, 0))),
  outcomes = list(data = paired, rho = .4, estimate = c(un$beta), se = un$se,
                  tau2 = un$tau2, rho_true = un$rho, loglik = c(logLik(un))),
  selection = list(data = select, three = sel(.025), steps = sel(c(.025, .3))))
write(toJSON(out, digits = I(15), auto_unbox = TRUE, dataframe = "columns", na = "null"),
      "tests/stats/meta/references/metafor.json")
