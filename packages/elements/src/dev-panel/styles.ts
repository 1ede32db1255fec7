/** Styles of the developer panel. It stands in a shadow root: neither does the host's CSS bend it, nor it the host. */

/** CSS of the panel and of the button that opens it. */
export const STYLES = `
:host{all:initial;color-scheme:inherit;position:fixed;inset-block:auto 0;inset-inline:auto 0;z-index:calc(var(--privacy-layer,1000) + 1)}
.pk-dev{
--_text:var(--privacy-text,color-mix(in srgb,CanvasText 88%,Canvas));
--_surface:var(--privacy-surface,Canvas);
--_muted:color-mix(in srgb,var(--_text) 76%,var(--_surface));
--_line:var(--privacy-line,color-mix(in srgb,var(--_text) 18%,var(--_surface)));
--_tint:color-mix(in srgb,var(--_text) 7%,var(--_surface));
--_radius:var(--privacy-radius,8px);
font:400 14px/1.5 var(--privacy-font,system-ui,sans-serif);
color:var(--_text);
text-align:start
}
.pk-dev *{box-sizing:border-box}
.pk-dev [hidden]{display:none}
.pk-dev :focus-visible{outline:3px solid var(--privacy-accent,currentColor);outline-offset:-3px}
.pk-dev-button{
display:inline-flex;align-items:center;justify-content:center;gap:8px;
min-inline-size:44px;min-block-size:44px;margin:0;padding:8px 16px;border:0;border-radius:var(--_radius);
background:var(--_surface);color:inherit;font:inherit;font-weight:600;cursor:pointer;box-shadow:inset 0 0 0 1px var(--_line)
}
.pk-dev-button:hover{background:var(--_tint)}
.pk-dev-open{margin:12px;box-shadow:0 0 0 1px var(--_line),0 4px 16px #0000002e}
.pk-dev-panel{
display:grid;grid-template-rows:auto minmax(0,1fr);
inline-size:min(30rem,100vw);block-size:min(46rem,70dvh);
background:var(--_surface);box-shadow:0 0 0 1px var(--_line),0 8px 32px #00000038
}
.pk-dev-head{display:flex;align-items:center;justify-content:space-between;gap:12px;padding:8px 16px;box-shadow:0 1px 0 var(--_line)}
.pk-dev-title{margin:0;font-size:16px;font-weight:650;overflow-wrap:anywhere}
.pk-dev-body{overflow-y:auto;overscroll-behavior:contain;padding-block-end:12px}
.pk-dev-section{box-shadow:0 1px 0 var(--_line)}
.pk-dev-section>summary{display:flex;align-items:center;justify-content:space-between;gap:12px;min-block-size:44px;padding-inline:16px;cursor:pointer;list-style:none;font-weight:600}
.pk-dev-section>summary::-webkit-details-marker{display:none}
.pk-dev-section>summary>:first-child::before{content:"";display:inline-block;inline-size:7px;block-size:7px;margin-inline:2px 10px;border:solid currentColor;border-width:0 2px 2px 0;rotate:-45deg;translate:0 -1px}
.pk-dev-section[open]>summary>:first-child::before{rotate:45deg;translate:0 -3px}
.pk-dev-section>summary:hover{background:var(--_tint)}
.pk-dev-count{font-weight:400;color:var(--_muted)}
.pk-dev-content{display:grid;gap:12px;padding:4px 16px 16px}
.pk-dev-list{display:grid;gap:14px;margin:0;padding:0;list-style:none}
.pk-dev-item{display:grid;gap:2px;min-inline-size:0;overflow-wrap:anywhere}
.pk-dev-row{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:0 12px}
.pk-dev-row>time{color:var(--_muted);font-size:13px}
.pk-dev-name{font-weight:600}
.pk-dev-code{padding-inline:3px;border-radius:3px;background:var(--_tint);font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.pk-dev-muted{color:var(--_muted);font-size:13px}
.pk-dev-text{margin:0;overflow-wrap:anywhere}
.pk-dev-state{display:inline-flex;align-items:baseline;gap:6px;font-weight:600}
.pk-dev-state::before{content:"";inline-size:10px;block-size:10px;border-radius:50%;box-shadow:inset 0 0 0 2px currentColor}
.pk-dev-state[data-open]::before{background:currentColor}
@media (max-width:40rem){.pk-dev-panel{block-size:min(46rem,60dvh)}}
@media (max-height:30rem){.pk-dev-panel{block-size:100dvh}}
@media (forced-colors:active){.pk-dev-panel,.pk-dev-button{outline:1px solid;outline-offset:-1px}}
@media print{:host{display:none}}
`
