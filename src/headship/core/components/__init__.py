"""The components behind the template tags of ``core.templatetags.ui``."""
