/** The bar of the banner: fixed below on a wide page, in the flow on a phone, where it never covers anything. */

/** CSS of the banner and of the placeholder for embedded content. */
export const BAR = `
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
.pk-embed {
  display: grid;
  grid-template-columns: 20px minmax(0, 1fr) 20px;
  grid-template-rows: minmax(20px, 1fr) auto minmax(20px, 1fr);
  min-block-size: 100%;
  background: var(--_tint);
  border-radius: var(--_radius);
  box-shadow: inset 0 0 0 1px var(--_line);
}
.pk-embed .pk-button { background: var(--_surface); }
.pk-embed .pk-button:hover { background: color-mix(in srgb, var(--_text) 4%, var(--_surface)); }
.pk-embed-answer { display: grid; grid-template-rows: 4px auto; }
.pk-embed-answer > * { grid-row: 2; }
.pk-embed-inner { grid-area: 2 / 2; display: grid; gap: calc(2 * var(--_space)); justify-items: start; max-inline-size: 60ch; }
`
