/** Draws the panel: a section of lines each, in a shadow root, folded into a button with Escape. */
import { createMake, type Make } from '../dom.ts'
import { adoptStyles } from '../style-sheet.ts'
import type { Line, Section } from './content.ts'
import type { DevPanelClient } from './port.ts'
import { STYLES } from './styles.ts'

/** Sections that are open at first; the others open with a press. */
const OPEN: readonly string[] = ['Warnings', 'Purposes']

/** The panel in the page. */
export interface PanelView {
  readonly element: HTMLElement
  /** Draws what has changed; the rest stays, with whatever is selected in it. */
  draw(sections: readonly Section[]): void
}

/** Puts the panel at the end of the body. `opened` is called when somebody unfolds it. */
export function createView(policy: DevPanelClient['policy'], collapsed: boolean, opened: () => void): PanelView {
  const element = document.createElement('privacykit-dev-panel')
  const make = createMake(document, 'pk')
  const title = make(
    'h2',
    { class: 'dev-title', attributes: { id: 'title' } },
    `Privacy of ${policy.app}, version ${policy.version}`,
  )
  const body = make('div', { class: 'dev-body' })
  const fold = make(
    'button',
    { class: 'dev-button', attributes: { type: 'button' }, on: { click: () => show(false) } },
    'Fold',
  )
  const panel = make(
    'section',
    {
      class: 'dev-panel',
      attributes: { 'aria-labelledby': 'title' },
      on: { keydown: (event) => event.key === 'Escape' && show(false) },
    },
    make('div', { class: 'dev-head' }, title, fold),
    body,
  )
  const unfold = make(
    'button',
    {
      class: 'dev-button dev-open',
      attributes: { type: 'button', 'aria-expanded': 'false' },
      on: { click: () => show(true) },
    },
    'Privacy',
  )
  const root = make('div', { class: 'dev', attributes: { lang: 'en', dir: 'ltr' } }, panel, unfold)
  element.attachShadow({ mode: 'open' }).append(root)
  document.body.append(element)
  adoptStyles(root, { prefix: 'pk', name: 'dev-panel', text: STYLES })

  function fit(isOpen: boolean): void {
    panel.hidden = !isOpen
    unfold.hidden = isOpen
  }
  function show(isOpen: boolean): void {
    fit(isOpen)
    ;(isOpen ? fold : unfold).focus()
    if (isOpen) opened()
  }
  fit(!collapsed)

  return { element, draw: drawInto(make, body) }
}

function drawInto(make: Make, body: HTMLElement): PanelView['draw'] {
  const drawn = new Map<string, { content: HTMLElement; count: HTMLElement; text: string }>()
  return (sections) => {
    for (const section of sections) {
      const part = drawn.get(section.title) ?? addSection(make, body, section.title)
      drawn.set(section.title, part)
      const text = JSON.stringify(section)
      if (text === part.text) continue
      part.text = text
      part.count.textContent = section.count
      part.content.replaceChildren(...linesOf(make, section))
    }
  }
}

function addSection(make: Make, body: HTMLElement, title: string) {
  const count = make('span', { class: 'dev-count' })
  const content = make('div', { class: 'dev-content' })
  const details = make(
    'details',
    { class: 'dev-section', attributes: { open: OPEN.includes(title) } },
    make('summary', {}, make('span', {}, title), count),
    content,
  )
  body.append(details)
  return { content, count, text: '' }
}

function linesOf(make: Make, { lines, empty }: Section): HTMLElement[] {
  if (lines.length === 0) return [make('p', { class: 'dev-text dev-muted' }, empty)]
  return [make('ul', { class: 'dev-list', attributes: { role: 'list' } }, ...lines.map((line) => lineOf(make, line)))]
}

function lineOf(make: Make, { name, open, state, texts = [], facts = [], at }: Line): HTMLElement {
  const time =
    at === undefined ? null : make('time', { attributes: { datetime: new Date(at).toISOString() } }, momentOf(at))
  const told =
    state === undefined
      ? null
      : make('span', open === undefined ? {} : { class: 'dev-state', attributes: { 'data-open': open } }, state)
  // beside a state there is no room for the time
  const below = told === null && facts.length === 0 ? null : time
  const head = [make('span', { class: 'dev-name' }, name), told, below === null ? time : null]
  const foot = [...facts.flatMap((fact, index) => (index === 0 ? [fact] : [' · ', fact]))]
  if (below !== null) foot.push(foot.length === 0 ? 'Since ' : ' · since ')
  return make(
    'li',
    { class: 'dev-item' },
    name === '' ? null : make('div', { class: 'dev-row' }, ...head),
    ...texts.map((text) => make('p', { class: 'dev-text' }, ...wordsOf(make, text))),
    foot.length === 0 ? null : make('p', { class: 'dev-text dev-muted' }, ...foot, below),
  )
}

/** Text with what stands in backticks as code. */
function wordsOf(make: Make, text: string): (Node | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 0 ? part : make('code', { class: 'dev-code' }, part)))
}

/** The time; with the day when that is not today. */
function momentOf(at: number): string {
  const date = new Date(at)
  const isToday = date.toDateString() === new Date().toDateString()
  return isToday ? date.toLocaleTimeString() : date.toLocaleString()
}
