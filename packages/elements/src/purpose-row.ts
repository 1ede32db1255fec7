/** One purpose in the panel: title, what it does, its state, and the control to change it. */
import { setAttribute, setText } from './change.ts'
import { CHEVRON, icon } from './icon.ts'
import { policyText } from './policy-text.ts'
import type { ShownPurpose, ShownRecord } from './port.ts'
import { factList, shortFacts } from './purpose-facts.ts'
import { type PurposeState, purposeState } from './purpose-state.ts'
import { nextId } from './sheet.ts'
import type { View } from './view.ts'

/** A row that follows the client. */
export interface PurposeRow {
  readonly name: string
  readonly element: HTMLElement
  /** Draws the state of this moment, keeping the focus where it is. */
  update(history: readonly ShownRecord[]): void
}

const TICK = 'M5 10.5l3.5 3.5L15 6.5'

/** Makes the row of a purpose. `onAnswer` gets the side that the person chose, and the state that the row showed. */
export function createPurposeRow(
  view: View,
  options: { name: string; purpose: ShownPurpose; onAnswer: (on: boolean, state: PurposeState) => void },
): PurposeRow {
  const { make, strings } = view
  const { name, purpose, onAnswer } = options
  const state = make('div', { class: 'purpose-state small' })
  const title = make('h4', { class: 'heading' }, policyText(view, purpose.title))
  title.id = `${view.prefix}-purpose-${nextId()}`
  state.id = `${title.id}-state`
  const answer = make('div', { class: 'purpose-answer' })
  const element = make(
    'div',
    { class: 'purpose', attributes: { 'data-purpose': name } },
    make(
      'div',
      { class: 'purpose-text' },
      title,
      make('div', {}, policyText(view, purpose.summary)),
      make('div', { class: 'muted small' }, shortFacts(view, purpose)),
      state,
    ),
    answer,
    details(view, { purpose, title: title.textContent ?? '' }),
  )
  const parts: Parts = {
    view,
    answer,
    labelledBy: title.id,
    describedBy: state.id,
    title: title.textContent ?? '',
    onAnswer,
  }
  const update = (history: readonly ShownRecord[]) => {
    const now = purposeState(view, { name, purpose, history })
    setText(state, now.reason === 'opted-out-by-signal' ? `${now.text} ${strings.panel.overrideHint}` : now.text)
    drawControl(parts, now)
  }
  update([])
  return { name, element, update }
}

interface Parts {
  view: View
  answer: HTMLElement
  labelledBy: string
  describedBy: string
  title: string
  onAnswer: (on: boolean, state: PurposeState) => void
}

/** Replaces the control only when its kind changes; a switch that was flipped keeps its node, and so the focus. */
function drawControl(parts: Parts, state: PurposeState): void {
  const { answer } = parts
  const kind = state.control === 'locked' ? 'switch' : state.control
  if (answer.dataset.kind !== kind) {
    const hadFocus = answer.contains(answer.ownerDocument.activeElement)
    answer.dataset.kind = kind
    answer.replaceChildren(...(kind === 'pair' ? pair(parts) : kind === 'switch' ? [switchButton(parts)] : []))
    if (hadFocus) answer.querySelector('button')?.focus()
  }
  for (const button of answer.querySelectorAll('button')) {
    current.set(button, state)
    if (kind !== 'switch') continue
    setAttribute(button, 'aria-checked', String(state.on))
    setAttribute(button, 'disabled', state.control === 'locked')
  }
}

/** The state that each control shows: an answer refers to what was on the screen. */
const current = new WeakMap<HTMLButtonElement, PurposeState>()

function pair(parts: Parts): HTMLElement[] {
  const { make, strings } = parts.view
  const button = (text: string, on: boolean) => {
    const made = make(
      'button',
      {
        class: 'button',
        // the words on the button come first in its name, so that speech control finds them (WCAG 2.5.3)
        attributes: { type: 'button', 'aria-label': `${text}: ${parts.title}`, 'data-action': on ? 'allow' : 'refuse' },
        on: { click: () => answerWith(parts, made, on) },
      },
      text,
    )
    return made
  }
  return [
    make(
      'div',
      {
        class: 'pair',
        attributes: { role: 'group', 'aria-labelledby': parts.labelledBy, 'aria-describedby': parts.describedBy },
      },
      button(strings.panel.allow, true),
      button(strings.panel.refuse, false),
    ),
  ]
}

function switchButton(parts: Parts): HTMLButtonElement {
  const { make, prefix } = parts.view
  const thumb = make('span', { class: 'thumb' })
  thumb.append(icon(thumb.ownerDocument, prefix, TICK))
  const made = make(
    'button',
    {
      class: 'switch',
      attributes: {
        type: 'button',
        role: 'switch',
        'aria-labelledby': parts.labelledBy,
        'aria-describedby': parts.describedBy,
      },
      on: { click: () => answerWith(parts, made, made.getAttribute('aria-checked') !== 'true') },
    },
    make('span', { class: 'track' }, thumb),
  )
  return made
}

function answerWith(parts: Parts, button: HTMLButtonElement, on: boolean): void {
  const state = current.get(button)
  if (state !== undefined) parts.onAnswer(on, state)
}

function details(view: View, { purpose, title }: { purpose: ShownPurpose; title: string }): HTMLElement {
  const { make, strings, prefix } = view
  const summary = make(
    'summary',
    {},
    make('span', {}, strings.panel.details),
    make('span', { class: 'quiet' }, `: ${title}`),
  )
  summary.prepend(icon(summary.ownerDocument, prefix, CHEVRON))
  return make('details', { class: 'more purpose-more' }, summary, factList(view, purpose))
}
