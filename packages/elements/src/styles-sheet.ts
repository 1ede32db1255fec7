/** The sheet of panel and dialog: full screen on a phone, a card with pinned ends elsewhere. */

/** CSS of the dialogs and of the panel's rows. */
export const SHEET = `
.pk-dialog {
  position: fixed;
  inset: 0;
  inline-size: 100%;
  max-inline-size: none;
  block-size: 100%;
  max-block-size: none;
  margin: 0;
  padding: 0;
  border: 0;
  background: transparent;
  color: inherit;
  overflow: clip;
}
.pk-dialog[open] { display: grid; place-items: stretch; }
.pk-dialog::backdrop { background: rgb(10 14 20 / 0.45); }
.pk-sheet {
  display: grid;
  grid-template-rows: auto minmax(0, 1fr) auto;
  min-block-size: 0;
  max-block-size: 100dvh;
  background: var(--_surface);
}
.pk-sheet-head, .pk-sheet-body, .pk-sheet-foot { display: grid; grid-template-columns: 20px minmax(0, 1fr) 20px; }
.pk-sheet-head > *, .pk-sheet-body > *, .pk-sheet-foot > * { grid-column: 2; }
.pk-sheet-head { grid-template-rows: 12px auto 12px; box-shadow: inset 0 -1px 0 var(--_line); }
.pk-sheet-head > * { grid-row: 2; }
.pk-sheet-title { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center; gap: calc(3 * var(--_space)); }
.pk-sheet-body { position: relative; grid-template-rows: 20px auto 24px; overflow-y: auto; overscroll-behavior: contain; }
.pk-sheet-body > * { grid-row: 2; }
.pk-sheet-foot { grid-template-rows: 12px auto 12px; box-shadow: inset 0 1px 0 var(--_line); }
.pk-sheet-foot > * { grid-row: 2; }
.pk-foot-row { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: calc(2 * var(--_space)) calc(4 * var(--_space)); }
.pk-foot-row > .pk-status { flex: 1 1 16rem; }
.pk-foot-row > .pk-button { flex: 1 1 8rem; }
.pk-foot-row > :only-child { margin-inline-start: auto; }
.pk-close { padding: 0; margin-inline-end: -12px; text-decoration: none; border-radius: var(--_radius); }
.pk-close:hover { background: var(--_tint); }
.pk-content { display: grid; gap: calc(5 * var(--_space)); align-content: start; }
.pk-group { display: grid; gap: calc(3 * var(--_space)); }
.pk-rows { display: grid; }
.pk-purpose {
  display: grid;
  grid-template-columns: minmax(0, 1fr) auto;
  grid-template-rows: 14px auto auto auto 6px;
  column-gap: calc(4 * var(--_space));
  box-shadow: inset 0 1px 0 var(--_line);
}
.pk-purpose-text { grid-area: 2 / 1; display: grid; gap: 2px; align-content: start; }
.pk-purpose-answer { grid-area: 2 / 2; align-self: start; }
.pk-purpose-answer[data-kind="pair"] { grid-area: 3 / 1 / auto / -1; display: grid; grid-template-rows: 10px auto; }
.pk-purpose-answer[data-kind="pair"] > .pk-pair { grid-row: 2; }
.pk-purpose-more { grid-area: 4 / 1 / auto / -1; }
.pk-purpose-state { display: block; }
.pk-more > summary {
  display: inline-flex;
  align-items: center;
  gap: 6px;
  min-block-size: 44px;
  cursor: pointer;
  list-style: none;
  font-size: 0.875em;
  font-weight: 500;
}
.pk-more > summary::-webkit-details-marker { display: none; }
.pk-more > summary > .pk-icon { inline-size: 16px; block-size: 16px; }
.pk-more[open] > summary > .pk-icon { rotate: 180deg; }
.pk-history > summary { font-size: 1em; }
.pk-history .pk-items { inline-size: 100%; }
.pk-facts { display: grid; gap: calc(2 * var(--_space)); margin: 0; font-size: 0.875em; }
.pk-fact { display: grid; gap: 0 calc(4 * var(--_space)); }
.pk-fact > dt { color: var(--_muted); font-weight: 500; }
.pk-fact > dd { margin: 0; overflow-wrap: anywhere; }
.pk-switch {
  appearance: none;
  display: grid;
  place-items: center;
  inline-size: 56px;
  block-size: 44px;
  margin: -10px 0 0;
  padding: 0;
  border: 0;
  border-radius: var(--_radius);
  background: none;
  cursor: pointer;
  touch-action: manipulation;
}
.pk-switch:disabled { cursor: not-allowed; opacity: 0.55; }
.pk-track {
  display: grid;
  grid-template-columns: 4px 20px 1fr;
  align-items: center;
  inline-size: 48px;
  block-size: 28px;
  border-radius: 14px;
  background: var(--_surface);
  box-shadow: inset 0 0 0 2px var(--_edge);
}
.pk-thumb { grid-column: 2; justify-self: center; display: grid; place-items: center; inline-size: 16px; block-size: 16px; border-radius: 50%; background: var(--_edge); color: transparent; }
.pk-thumb > .pk-icon { inline-size: 14px; block-size: 14px; stroke-width: 2.75; }
.pk-switch[aria-checked="true"] > .pk-track { grid-template-columns: 24px 20px 1fr; background: var(--_accent); box-shadow: none; }
.pk-switch[aria-checked="true"] > .pk-track > .pk-thumb { inline-size: 20px; block-size: 20px; background: var(--_on-accent); color: var(--_accent); }
@media (min-width: 40.01rem) and (min-height: 30.01rem) {
  .pk-dialog[open] { place-items: center; }
  .pk-sheet { inline-size: min(40rem, 100% - 48px); max-block-size: min(48rem, 100dvh - 64px); border-radius: calc(1.5 * var(--_radius)); overflow: hidden; box-shadow: 0 16px 48px rgb(0 0 0 / 0.2), 0 0 0 1px var(--_line); }
  .pk-sheet-head, .pk-sheet-body, .pk-sheet-foot { grid-template-columns: 28px minmax(0, 1fr) 28px; }
  .pk-purpose-answer[data-kind="pair"] { grid-area: 2 / 2; display: block; }
  .pk-foot-row > .pk-button { flex: none; }
  .pk-fact { grid-template-columns: 9rem minmax(0, 1fr); }
}
@media (max-height: 30rem) {
  .pk-sheet { display: block; overflow-y: auto; }
  .pk-sheet-body { overflow: visible; }
}
@media (forced-colors: active) {
  .pk-sheet, .pk-track { outline: 1px solid CanvasText; outline-offset: -1px; }
  .pk-thumb { forced-color-adjust: none; background: ButtonText; }
  .pk-switch[aria-checked="true"] > .pk-track { forced-color-adjust: none; background: Highlight; }
  .pk-switch[aria-checked="true"] > .pk-track > .pk-thumb { background: HighlightText; color: Highlight; }
}
@media (prefers-reduced-motion: no-preference) {
  .pk-track { transition: grid-template-columns 120ms ease-out; }
  .pk-dialog[open] > .pk-sheet { animation: pk-rise 140ms ease-out; }
  @keyframes pk-rise { from { opacity: 0; translate: 0 8px; } }
}
`
