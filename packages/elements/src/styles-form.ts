/** The age question's fields, the deletion dialog's lists, and progress. */

/** CSS of the forms. */
export const FORM = `
.pk-question { display: grid; gap: calc(5 * var(--_space)); max-inline-size: 32rem; }
.pk-fieldset { display: grid; gap: calc(3 * var(--_space)); min-inline-size: 0; margin: 0; padding: 0; border: 0; }
.pk-legend { float: inline-start; inline-size: 100%; padding: 0; }
.pk-dates { display: flex; flex-wrap: wrap; gap: calc(4 * var(--_space)); clear: both; }
.pk-field { display: grid; gap: var(--_space); font-weight: 500; }
.pk-input {
  inline-size: 4.25em;
  min-block-size: 48px;
  margin: 0;
  padding: calc(2 * var(--_space)) calc(3 * var(--_space));
  border: 0;
  border-radius: var(--_radius);
  background: var(--_surface);
  box-shadow: inset 0 0 0 1px var(--_edge);
  font: inherit;
  font-variant-numeric: tabular-nums;
  text-align: center;
  color: inherit;
}
.pk-input[data-part="year"] { inline-size: 6em; }
.pk-input[aria-invalid="true"] { box-shadow: inset 0 0 0 2px var(--_alert); }
.pk-fates { display: grid; gap: calc(5 * var(--_space)); }
.pk-items { display: grid; }
.pk-item {
  display: grid;
  grid-template-columns: minmax(0, 1fr) auto;
  grid-template-rows: 10px auto auto 10px;
  column-gap: calc(4 * var(--_space));
  box-shadow: inset 0 1px 0 var(--_line);
}
.pk-item > :nth-child(1) { grid-area: 2 / 1; overflow-wrap: anywhere; }
.pk-item > :nth-child(2) { grid-area: 2 / 2; text-align: end; font-variant-numeric: tabular-nums; }
.pk-item > :nth-child(3) { grid-area: 3 / 1 / auto / -1; }
.pk-check { display: grid; grid-template-columns: auto minmax(0, 1fr); align-items: center; gap: calc(3 * var(--_space)); min-block-size: 44px; cursor: pointer; }
.pk-checkbox { inline-size: 24px; block-size: 24px; margin: 0; accent-color: var(--_accent); }
.pk-progress { appearance: none; inline-size: 100%; block-size: 8px; border: 0; border-radius: 4px; overflow: hidden; background: var(--_line); }
.pk-progress::-webkit-progress-bar { background: var(--_line); }
.pk-progress::-webkit-progress-value { background: var(--_accent); }
.pk-progress::-moz-progress-bar { background: var(--_accent); }
.pk-step-state { display: inline-flex; align-items: center; gap: 6px; }
.pk-note {
  display: grid;
  grid-template-columns: 12px minmax(0, 1fr) 12px;
  grid-template-rows: 12px auto 12px;
  border-radius: var(--_radius);
  background: var(--_tint);
  box-shadow: inset 3px 0 0 var(--_edge);
}
.pk-root:dir(rtl) .pk-note { box-shadow: inset -3px 0 0 var(--_edge); }
.pk-note > * { grid-area: 2 / 2; }
.pk-note[data-kind="alert"] { box-shadow: inset 3px 0 0 var(--_alert); }
.pk-root:dir(rtl) .pk-note[data-kind="alert"] { box-shadow: inset -3px 0 0 var(--_alert); }
@media (forced-colors: active) {
  .pk-input, .pk-note { outline: 1px solid CanvasText; outline-offset: -1px; }
  .pk-progress { forced-color-adjust: none; outline: 1px solid CanvasText; }
}
`
