/** Pages of the deletion dialog that wait: for an answer, or for the person after a failure. */
import type { Page } from './deletion-page.ts'
import type { View } from './view.ts'

/** While the first answer is on its way. */
export function loadingPage({ make, strings }: View): Page {
  return {
    title: strings.deletion.title,
    body: [
      make('div', { class: 'muted', attributes: { role: 'status' } }, strings.deletion.loading),
      make('progress', { class: 'progress', attributes: { 'aria-label': strings.deletion.loading } }),
    ],
    foot: [],
  }
}

const SIGN_IN = new Set(['stale-session', 'missing-credential', 'invalid-credential'])

/** What happened, what is safe, what to do. `signIn` null: the host has no such page, so the words alone say it. */
export function errorPage(
  { make, strings }: View,
  options: { code: string; signIn: string | null; onRetry: () => void; onClose: () => void },
): Page {
  const { code, signIn, onRetry, onClose } = options
  const { deletion } = strings
  const button = (action: string, text: string, click: () => void, kind?: string) =>
    make(
      'button',
      { class: 'button', attributes: { type: 'button', 'data-action': action, 'data-kind': kind }, on: { click } },
      text,
    )
  const way =
    code === 'erased'
      ? null
      : SIGN_IN.has(code) && signIn !== null
        ? make(
            'a',
            { class: 'button', attributes: { href: signIn, 'data-action': 'sign-in', 'data-kind': 'main' } },
            deletion.signIn,
          )
        : button('retry', deletion.retry, onRetry, 'main')
  return {
    title: deletion.title,
    body: [
      make(
        'div',
        { class: 'note', attributes: { role: 'alert', 'data-kind': 'alert' } },
        make('div', {}, deletion.errors[code] ?? deletion.errors.other),
      ),
    ],
    foot: [button('close-error', deletion.close, onClose), way].filter((part) => part !== null),
  }
}
