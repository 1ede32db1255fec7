/** The sheet of the page: one `<style>`, whose digest a Content-Security-Policy can name. */

/** The text of the page's `<style>` element. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --surface: #fff; --paper: #fff; --tint: #f5f6f8; --text: #1c2430; --quiet: #566172; --line: #d5dae1; --edge: #8b95a5;
  --band: #9aa5b5; --contract: #2f6fb5; --consent: #b5540c; --interests: #7a4fb0; --obligation: #3d7a52; --other: #6b7280; --alpha: 0.32;
}
@media (prefers-color-scheme: dark) {
  :root {
    --surface: #12161d; --paper: #1a2029; --tint: #1a2029; --text: #e6eaf0; --quiet: #a3aebd; --line: #323b48; --edge: #66727f;
    --band: #6c7889; --contract: #6ea8e8; --consent: #eb9a55; --interests: #b795e6; --obligation: #7cc093; --other: #9aa3b0; --alpha: 0.45;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--surface); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
main { max-width: 1128px; margin: 0 auto; padding: 32px 16px 64px; }
h1 { margin: 0 0 8px; font-size: 28px; line-height: 1.2; }
h2 { margin: 56px 0 12px; font-size: 20px; line-height: 1.3; }
p { margin: 0 0 12px; max-width: 68ch; }
code { font: 0.875em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
.quiet, .undeclared { color: var(--quiet); }
.undeclared { font-style: italic; }
.empty { color: var(--quiet); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr)); gap: 16px 24px; margin: 24px 0 0; padding: 16px 0 0; border-top: 1px solid var(--line); }
.facts div { min-width: 0; }
dt { color: var(--quiet); font-size: 14px; }
dd { margin: 0; }
figure { margin: 0; }
.scroll { overflow-x: auto; padding: 4px 0 12px; }
.scroll:focus-visible { outline: 2px solid var(--contract); outline-offset: 2px; border-radius: 4px; }
.flows { display: block; font-family: system-ui, sans-serif; }
[dir="rtl"] .flows { direction: rtl; }
.flows .heading { font-size: 13px; font-weight: 600; fill: var(--quiet); }
.flows .label { font-size: 13px; fill: var(--text); }
.flows .note { font-size: 11.5px; fill: var(--quiet); }
.paper { fill: var(--paper); stroke: var(--edge); stroke-width: 1; }
.unheld .paper { stroke-dasharray: 5 4; }
.unneeded .paper { stroke-dasharray: 1 3; stroke-width: 2; stroke: var(--text); }
.band { fill: none; stroke: var(--flow, var(--band)); stroke-opacity: var(--alpha); }
.stripe { fill: var(--flow); }
.flows:has(.flow:hover) .flow:not(:hover) .band { stroke-opacity: 0.1; }
.flow:hover .band { stroke-opacity: 0.7; }
.flow, .basis { --flow: var(--other); }
.contract { --flow: var(--contract); }
.consent { --flow: var(--consent); }
.legitimate-interests { --flow: var(--interests); }
.legal-obligation { --flow: var(--obligation); }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 0 0 4px; padding: 0; list-style: none; font-size: 14px; }
.basis::before { content: ""; display: inline-block; width: 12px; height: 12px; margin-inline-end: 6px; border-radius: 3px; background: var(--flow); vertical-align: -1px; }
figcaption { margin-top: 8px; color: var(--quiet); font-size: 14px; }
figcaption p { max-width: none; margin: 0; }
table { overflow-wrap: anywhere; width: 100%; border-collapse: collapse; font-size: 14px; }
th, td { min-width: 6em; padding: 10px 16px 10px 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
[dir="rtl"] th, [dir="rtl"] td { padding: 10px 0 10px 16px; }
th:last-child, td:last-child { padding-inline-end: 0; }
thead th { color: var(--quiet); font-weight: 600; }
tbody th { font-weight: 600; }
tbody th[scope="row"] { min-width: 9em; }
tbody th[scope="rowgroup"] { padding-top: 28px; font-size: 16px; }
dd ul, td ul { margin: 0; padding: 0; list-style: none; }
dd li + li, td li + li { margin-top: 4px; }
small { display: block; color: var(--quiet); font-size: 13px; font-weight: 400; }
@media (max-width: 860px) {
  h1 { font-size: 24px; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, th, td { display: block; }
  tr { padding: 12px 0; border-bottom: 1px solid var(--line); }
  th, td, [dir="rtl"] th, [dir="rtl"] td { padding: 2px 0; border: 0; }
  tbody th { font-size: 16px; }
  tbody th[scope="rowgroup"] { padding-top: 16px; font-size: 18px; }
  td[data-label]::before { content: attr(data-label); display: block; margin-top: 6px; color: var(--quiet); }
}
@media (forced-colors: active) {
  .paper { fill: Canvas; stroke: CanvasText; }
  .band { stroke: GrayText; stroke-opacity: 0.6; }
  .flows text { fill: CanvasText; }
  .basis::before, .stripe { forced-color-adjust: none; }
}
@media print { .scroll { overflow: visible; } .flows { width: 100%; height: auto; } }
`

/** Digest of that text, as a Content-Security-Policy writes it. A test keeps it true. */
export const PAGE_STYLE_DIGEST = 'sha256-isxdUSMZVpn53d6EJyPrkfjZVS8t6bLTy7A2zCzjd14='
