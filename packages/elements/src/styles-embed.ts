/** The placeholder of an embed, and the line under its content. */

/** CSS of the embeds. Both keep their place while their words load, so that nothing below them moves. */
export const EMBED = `
.pk-embed {
  display: grid;
  grid-template-columns: 20px minmax(0, 1fr) 20px;
  grid-template-rows: minmax(20px, 1fr) auto minmax(20px, 1fr);
  min-block-size: max(100%, 12rem);
  background: var(--_tint);
  border-radius: var(--_radius);
  box-shadow: inset 0 0 0 1px var(--_line);
}
.pk-embed .pk-button { background: var(--_surface); }
.pk-embed .pk-button:hover { background: color-mix(in srgb, var(--_text) 4%, var(--_surface)); }
.pk-embed-answer { display: grid; grid-template-rows: 4px auto; }
.pk-embed-answer > * { grid-row: 2; }
.pk-embed-inner { grid-area: 2 / 2; display: grid; gap: calc(2 * var(--_space)); justify-items: start; max-inline-size: 60ch; }
.pk-embed-foot { display: flex; flex-wrap: wrap; align-items: center; gap: 0 calc(3 * var(--_space)); min-block-size: 44px; }
.pk-embed-foot > .pk-text-button { padding-inline: 0; }
@media (forced-colors: active) { .pk-embed { outline: 1px solid; outline-offset: -1px; } }
`
