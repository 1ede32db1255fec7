/** Tokens, text and buttons. Spaces are gaps and tracks, lines are shadows: a host's `* { margin: 0; padding: 0; border: 0 }` breaks nothing. */

/** CSS of everything that the elements share. */
export const BASE = `
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
.pk-title { margin: 0; font: inherit; font-size: 1.25em; font-weight: 650; line-height: 1.3; text-wrap: balance; }
.pk-heading { margin: 0; font: inherit; font-weight: 650; }
.pk-muted { color: var(--_muted); }
.pk-small { font-size: 0.875em; }
.pk-name { font-weight: 650; }
.pk-alert { color: var(--_alert); font-weight: 550; }
.pk-line-start { box-shadow: inset 0 1px 0 var(--_line); }
.pk-quiet { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.pk-icon { flex: none; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
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
.pk-button[data-kind="main"] { background: var(--_accent); box-shadow: inset 0 0 0 1px var(--_accent); color: var(--_on-accent); }
.pk-button[data-kind="main"]:hover { background: color-mix(in srgb, var(--_accent) 88%, var(--_text)); }
.pk-button:disabled, .pk-button[data-kind="main"]:disabled {
  background: var(--_tint); box-shadow: inset 0 0 0 1px var(--_line); color: var(--_muted); cursor: not-allowed;
}
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
.pk-link { color: inherit; text-underline-offset: 0.2em; }
.pk-root :focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
.pk-root [tabindex="-1"]:focus { outline: none; }
.pk-pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: calc(3 * var(--_space)); }
.pk-stack { display: grid; gap: calc(2 * var(--_space)); justify-items: start; }
.pk-row-of { display: flex; flex-wrap: wrap; align-items: center; gap: calc(3 * var(--_space)); }
@media (forced-colors: active) {
  .pk-button { outline: 1px solid ButtonText; outline-offset: -1px; }
  .pk-button:disabled { outline-color: GrayText; color: GrayText; }
  .pk-root :focus-visible { outline: 3px solid Highlight; }
}
@media (prefers-reduced-motion: no-preference) {
  .pk-button { transition: background-color 120ms ease-out; }
}
`
