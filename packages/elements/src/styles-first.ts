/** Styles of a first visit: tokens, buttons, the bar. Spaces are gaps and tracks, lines are shadows: a host’s `* { margin: 0; padding: 0; border: 0 }` breaks nothing. */

/** CSS that loads with the elements. The bar is fixed below on a wide page and in the flow on a phone, where it never covers anything. */
export const FIRST = `
:where(privacy-banner, privacy-panel, privacy-age-question, privacy-deletion-dialog, privacy-embed) { display: block; }
:where(privacy-link) { display: inline-block; }
.pk-root {
  --_font: var(--privacy-font, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif);
  --_text: var(--privacy-text, #1b1f24);
  --_surface: var(--privacy-surface, #ffffff);
  --_line: var(--privacy-line, #dcdfe4);
  --_accent: var(--privacy-accent, #1d5bd1);
  --_on-accent: var(--privacy-on-accent, #ffffff);
  --_alert: var(--privacy-alert, #b3261e);
  --_radius: var(--privacy-radius, 8px);
  --_space: var(--privacy-space, 4px);
  font-family: var(--_font);
  font-size: max(1rem, 16px);
  font-weight: 400;
  line-height: 1.5;
  letter-spacing: normal;
  text-align: start;
  text-transform: none;
  color: var(--_text);
}
@supports (color: light-dark(#000, #fff)) {
  .pk-root {
    --_text: var(--privacy-text, light-dark(#1b1f24, #e9ebee));
    --_surface: var(--privacy-surface, light-dark(#ffffff, #1a1d22));
    --_line: var(--privacy-line, light-dark(#dcdfe4, #383d45));
    --_accent: var(--privacy-accent, light-dark(#1d5bd1, #8ab4ff));
    --_on-accent: var(--privacy-on-accent, light-dark(#ffffff, #0c1626));
    --_alert: var(--privacy-alert, light-dark(#b3261e, #ffb4ab));
  }
}
.pk-root, .pk-root *, .pk-root *::before, .pk-root *::after { box-sizing: border-box; }
.pk-root {
  --_muted: color-mix(in srgb, var(--_text) 72%, var(--_surface));
  --_edge: color-mix(in srgb, var(--_text) 58%, var(--_surface));
  --_tint: color-mix(in srgb, var(--_text) 6%, var(--_surface));
}
.pk-root [hidden] { display: none; }
.pk-muted { color: var(--_muted); }
.pk-name { font-weight: 650; }
.pk-quiet { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.pk-button, .pk-text-button {
  appearance: none;
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: calc(2 * var(--_space));
  min-inline-size: 44px;
  min-block-size: 44px;
  margin: 0;
  border: 0;
  font: inherit;
  font-weight: 600;
  line-height: 1.25;
  color: inherit;
  text-decoration: none;
  cursor: pointer;
  touch-action: manipulation;
}
.pk-button {
  padding: calc(2 * var(--_space)) calc(5 * var(--_space));
  border-radius: var(--_radius);
  background: var(--_tint);
  min-inline-size: 96px;
  box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--_text) 28%, var(--_surface));
}
.pk-button:hover { background: color-mix(in srgb, var(--_text) 11%, var(--_surface)); }
.pk-button:active { background: color-mix(in srgb, var(--_text) 16%, var(--_surface)); }
.pk-text-button {
  padding: calc(2 * var(--_space));
  background: none;
  font-weight: 500;
  text-decoration: underline;
  text-decoration-thickness: 1px;
  text-underline-offset: 0.2em;
}
.pk-link-root > .pk-text-button { padding-inline: 0; }
.pk-text-button:hover { text-decoration-thickness: 2px; }
.pk-root :focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
.pk-pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: calc(3 * var(--_space)); }
@media (forced-colors: active) {
  .pk-button { outline: 1px solid ButtonText; outline-offset: -1px; }
  .pk-button:disabled { outline-color: GrayText; color: GrayText; }
  .pk-root :focus-visible { outline: 3px solid Highlight; }
}
@media (prefers-reduced-motion: no-preference) {
  .pk-button { transition: background-color 120ms ease-out; }
}
.pk-bar {
  display: grid;
  grid-template-columns: minmax(16px, 1fr) minmax(0, 72rem) minmax(16px, 1fr);
  grid-template-rows: 16px auto 16px;
  background: var(--_surface);
  box-shadow: inset 0 -1px 0 var(--_line);
}
.pk-bar-inner { grid-area: 2 / 2; display: grid; gap: calc(4 * var(--_space)); }
.pk-bar-text { display: grid; gap: var(--_space); max-inline-size: 68ch; }
.pk-bar-actions { display: grid; gap: var(--_space) calc(3 * var(--_space)); }
.pk-bar-choose { justify-self: center; }
@media (min-width: 40.01rem) and (min-height: 30.01rem) {
  .pk-bar { grid-template-rows: 20px auto 20px; grid-template-columns: minmax(24px, 1fr) minmax(0, 72rem) minmax(24px, 1fr); }
  .pk-bar[data-placement="bottom"] {
    position: fixed;
    inset-inline: 0;
    inset-block-end: 0;
    z-index: var(--privacy-layer, 1000);
    box-shadow: 0 -1px 0 var(--_line), 0 -8px 24px rgb(0 0 0 / 0.08);
  }
  .pk-bar-actions { grid-template-columns: minmax(0, 20rem) auto; justify-content: start; align-items: center; }
}
@media (min-width: 64rem) and (min-height: 30.01rem) {
  .pk-bar-inner { grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: calc(10 * var(--_space)); }
  .pk-bar-actions { grid-template-columns: 19rem auto; }
}
@media (forced-colors: active) { .pk-bar { outline: 1px solid CanvasText; } }
@media print { .pk-bar { display: none; } }
`
