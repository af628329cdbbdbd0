"""The inks of figures on paper; on a page the classes take the theme's tokens.

The names are those of ``tokens.css`` and a test keeps the values equal to its light
theme.
"""

PRINT = {
    "ink": "#1b1e21",
    "ink-soft": "#4a4f55",
    "ink-faint": "#666a6f",
    "surface": "#ffffff",
    "sunken": "#f1eee7",
    "rule": "#ddd8cd",
    "rule-strong": "#85827a",
    "hatch": "#b9b4a8",
    "accent": "#0b5c60",
    "focus": "#2a57b0",
    "change": "#98307a",
    "community": "#506b16",
    "step-1": "#dfeceb",
    "step-2": "#b4d2d1",
    "step-3": "#7fb0b0",
    "step-4": "#37797c",
    "step-5": "#0b4a4e",
    "on-step-1": "#1b1e21",
    "on-step-2": "#1b1e21",
    "on-step-3": "#1b1e21",
    "on-step-4": "#ffffff",
    "on-step-5": "#ffffff",
}
