/** Titles, notes and kinds of buttons, for everything but the bar. */

/** CSS of text. */
export const TEXT = `
.pk-root {
  --_edge: color-mix(in srgb, var(--_text) 58%, var(--_surface));
  --_accent: var(--privacy-accent, #1d5bd1);
  --_on-accent: var(--privacy-on-accent, #ffffff);
  --_alert: var(--privacy-alert, #b3261e);
}
@supports (color: light-dark(#000, #fff)) {
  .pk-root {
    --_accent: var(--privacy-accent, light-dark(#1d5bd1, #8ab4ff));
    --_on-accent: var(--privacy-on-accent, light-dark(#ffffff, #0c1626));
    --_alert: var(--privacy-alert, light-dark(#b3261e, #ffb4ab));
  }
}
.pk-root *::before, .pk-root *::after { box-sizing: border-box; }
.pk-root [hidden] { display: none; }
.pk-button { padding-inline: calc(5 * var(--_space)); min-inline-size: 96px; }
.pk-pair > .pk-button { padding-inline: calc(3 * var(--_space)); }
@media (prefers-reduced-motion: no-preference) { .pk-button { transition: background-color 120ms ease-out; } }
.pk-title { margin: 0; font: inherit; font-size: 1.25em; font-weight: 650; line-height: 1.3; text-wrap: balance; }
.pk-heading { margin: 0; font: inherit; font-weight: 650; }
.pk-small { font-size: 0.875em; }
.pk-alert { color: var(--_alert); font-weight: 550; }
.pk-line-start { box-shadow: inset 0 1px 0 var(--_line); }
.pk-icon { flex: none; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
.pk-button[data-kind="main"] { background: var(--_accent); box-shadow: inset 0 0 0 1px var(--_accent); color: var(--_on-accent); }
.pk-button[data-kind="main"]:hover { background: color-mix(in srgb, var(--_accent) 88%, var(--_text)); }
.pk-button:disabled, .pk-button[data-kind="main"]:disabled {
  background: var(--_tint); box-shadow: inset 0 0 0 1px var(--_line); color: var(--_muted); cursor: not-allowed;
}
.pk-link { color: inherit; text-underline-offset: 0.2em; }
.pk-root [tabindex="-1"]:focus { outline: none; }
.pk-stack { display: grid; gap: calc(2 * var(--_space)); justify-items: start; }
.pk-row-of > .pk-text-button { padding-inline: 0; }
.pk-row-of { display: flex; flex-wrap: wrap; align-items: center; gap: calc(3 * var(--_space)); }
`
