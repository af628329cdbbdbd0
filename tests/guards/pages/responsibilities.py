"""Pages of responsibilities: research facts, which are everyone's."""

PUBLIC = {
    f"responsibilities/{page}": "facts from research that anyone may read"
    for page in ("", "evidence.csv", "change-order/", "<slug:slug>/")
}
