/** Styles of a first visit: tokens, buttons, the bar. Spaces are gaps and tracks, lines are shadows: a host’s `* { margin: 0; padding: 0; border: 0 }` breaks nothing. */

/**
 * CSS that loads with the elements, written as small as it travels. Colours start from the page's own (`Canvas`), so light, dark and forced
 * colours follow its `color-scheme`. The bar is fixed below on a wide page; on a phone it stands in the flow, where it never covers
 * anything (`sticky` without an inset does not stick; robots that refuse for people look for it).
 */
export const FIRST = `
privacy-link{display:inline-block}
privacy-banner,privacy-panel,privacy-age-question,privacy-deletion-dialog,privacy-embed,privacy-notice{display:block}
.pk-root{
--_text:var(--privacy-text,color-mix(in srgb,CanvasText 88%,Canvas));
--_surface:var(--privacy-surface,Canvas);
--_muted:color-mix(in srgb,var(--_text) 75%,var(--_surface));
--_line:var(--privacy-line,color-mix(in srgb,var(--_text) 18%,var(--_surface)));
--_tint:color-mix(in srgb,var(--_text) 7%,var(--_surface));
--_radius:var(--privacy-radius,8px);
--_space:var(--privacy-space,4px);
font:400 max(1rem,16px)/1.5 var(--privacy-font,system-ui,sans-serif);
letter-spacing:normal;
text-align:start;
text-transform:none;
color:var(--_text)
}
.pk-root *{box-sizing:border-box}
.pk-root :focus-visible{outline:3px solid var(--privacy-accent,currentColor);outline-offset:2px}
.pk-muted{color:var(--_muted)}
.pk-name{font-weight:650}
.pk-quiet{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
.pk-button,.pk-text-button{
display:inline-flex;
align-items:center;
justify-content:center;
gap:calc(2*var(--_space));
min-inline-size:44px;
min-block-size:44px;
margin:0;
padding:calc(2*var(--_space));
border:0;
font:inherit;
font-weight:600;
line-height:1.25;
color:inherit;
cursor:pointer
}
.pk-button{border-radius:var(--_radius);background:var(--_tint);box-shadow:inset 0 0 0 1px color-mix(in srgb,var(--_text) 28%,var(--_surface))}
.pk-button:hover{background:var(--_line)}
.pk-text-button{background:none;font-weight:500;text-decoration:underline 1px;text-underline-offset:.2em}
.pk-text-button:hover{text-decoration-thickness:2px}
.pk-link-root>.pk-text-button{padding-inline:0}
.pk-pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:calc(3*var(--_space))}
.pk-bar{
position:sticky;
display:grid;
grid-template:16px auto 16px/minmax(16px,1fr) minmax(0,72rem) minmax(16px,1fr);
background:var(--_surface);
box-shadow:inset 0 -1px 0 var(--_line)
}
.pk-bar-inner{grid-area:2/2;display:grid;gap:calc(4*var(--_space))}
.pk-bar-text{display:grid;gap:var(--_space);max-inline-size:68ch}
.pk-bar-actions{display:grid;gap:var(--_space) calc(3*var(--_space))}
.pk-bar-choose{justify-self:center}
@media (min-width:40.01rem) and (min-height:30.01rem){
.pk-bar{grid-template:20px auto 20px/minmax(24px,1fr) minmax(0,72rem) minmax(24px,1fr)}
.pk-bar[data-placement=bottom]{position:fixed;inset:auto 0 0;z-index:var(--privacy-layer,1000);box-shadow:0 -1px 0 var(--_line),0 -8px 24px #00000014}
.pk-bar-actions{grid-template-columns:minmax(0,20rem) auto;justify-content:start;align-items:center}
}
@media (min-width:64rem) and (min-height:30.01rem){
.pk-bar-inner{grid-template-columns:minmax(0,1fr) auto;align-items:center;gap:calc(10*var(--_space))}
.pk-bar-actions{grid-template-columns:19rem auto}
}
@media (forced-colors:active){
.pk-button,.pk-bar{outline:1px solid;outline-offset:-1px}
.pk-root :focus-visible{outline:3px solid Highlight}
}
@media print{.pk-bar{display:none}}
`
