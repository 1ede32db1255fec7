/** The placeholder of an embed, and the line under its content. */

/** CSS of the embeds. */
export const EMBED = `
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
