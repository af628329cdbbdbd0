"""Pages of core."""

PUBLIC = {
    "health/": "a load balancer asks whether the process works",
    "i18n/language/": "raters without accounts choose their language too",
    "styleguide/": "shows components with invented content only",
    "styleguide/rater/": "shows components with invented content only",
}
