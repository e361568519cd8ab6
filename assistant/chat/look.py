"""How the page looks: its theme, style, script and font; all of it is served from here."""

from __future__ import annotations

from importlib.resources import files

import gradio as gr
from fastapi import FastAPI, HTTPException
from fastapi.responses import Response

SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "sans-serif")
MONO = ("ui-monospace", "SF Mono", "Consolas", "Liberation Mono", "monospace")
FONTS = ("newsreader-latin.woff2", "newsreader-latin-ext.woff2")
_HERE = files("assistant.chat")


def theme() -> gr.themes.Base:
    """Return the theme; its fonts are names only, so that none is fetched."""
    made = gr.themes.Base(
        primary_hue="stone", neutral_hue="stone", font=SANS, font_mono=MONO, radius_size="sm"
    )
    # One value for light and dark: the variables of page.css know both.
    colours = {
        "body_background_fill": "var(--dl-paper)",
        "body_text_color": "var(--dl-ink)",
        "body_text_color_subdued": "var(--dl-quiet)",
        "background_fill_primary": "var(--dl-paper)",
        "block_background_fill": "var(--dl-paper)",
        "block_label_background_fill": "var(--dl-paper)",
        "block_label_text_color": "var(--dl-quiet)",
        "block_title_text_color": "var(--dl-quiet)",
        "block_border_color": "var(--dl-line)",
        "border_color_primary": "var(--dl-line)",
        "input_background_fill": "var(--dl-panel)",
        "input_placeholder_color": "var(--dl-quiet)",
        "button_primary_background_fill": "var(--dl-accent)",
        "button_primary_background_fill_hover": "var(--dl-accent)",
        "button_primary_text_color": "var(--dl-paper)",
        "button_secondary_background_fill": "var(--dl-panel)",
        "button_secondary_text_color": "var(--dl-ink)",
    }
    dark = {f"{name}_dark": value for name, value in colours.items()}
    return made.set(**colours, **dark)


def head() -> str:
    """Return style and script of the page, for its head."""
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    return f"<style>{style('font')}</style><script>{script}</script>"


def style(fonts: str) -> str:
    """Return the style; `fonts` is where they are, seen from the page."""
    text = (_HERE / "page.css").read_text(encoding="utf-8")
    return text.replace('url("font/', f'url("{fonts}/')


def add_fonts(app: FastAPI) -> None:
    """Serve the font files."""

    @app.get("/font/{name}", include_in_schema=False)
    def font(name: str) -> Response:
        if name not in FONTS:
            raise HTTPException(404, "no such font")
        data = (_HERE / "fonts" / name).read_bytes()
        return Response(
            data, media_type="font/woff2", headers={"Cache-Control": "max-age=31536000"}
        )
