/** `<privacy-banner>`: asks what is worth asking, in a bar that waits quietly until it is answered. */
import { type FirstView, PrivacyElement } from './element.ts'
import { openPanel } from './open-panel.ts'
import type { Answer, ShownState } from './port.ts'
import { reservePlace } from './reserve-place.ts'

/**
 * The banner. It shows only while `client.questions()` has something to ask; accept and reject are equal, and both answer every purpose
 * that the sentence names. Put it first in the body. On a wide page it is a bar at the bottom whose place is reserved; on a phone it stands
 * in the flow. It never takes the focus.
 *
 * Attributes: `placement` (`bottom`, default, or `flow`), `purposes` (names, separated by spaces: ask only these), `panel` (id of the
 * panel that Choose opens; default the first on the page, else one is made), `notice-id` (names the text in the record of a choice),
 * `lang`, `class-prefix`. Emits `privacy-choice`.
 */
export class PrivacyBanner extends PrivacyElement {
  static override get observedAttributes(): string[] {
    return [...PrivacyElement.observedAttributes, 'placement', 'purposes']
  }

  #root: HTMLElement | undefined
  #drawn = ''
  #shown: ShownState = {}
  #release: (() => void) | undefined
  #cameFrom: HTMLElement | null = null

  override connectedCallback(): void {
    this.addEventListener('focusin', this.#rememberFocus)
    this.addEventListener('pointerover', this.#prepare)
    super.connectedCallback()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.removeEventListener('focusin', this.#rememberFocus)
    this.removeEventListener('pointerover', this.#prepare)
    this.clear()
  }

  protected override draw(view: FirstView): void {
    const asked = this.#asked(view)
    if (asked.length === 0) {
      this.clear()
      return
    }
    // what is on the screen is what an answer replaces, also when nothing has to be drawn again
    this.#shown = view.client.shown()
    const signalled = signalledTitles(view)
    const { language, wordsLanguage, prefix } = view
    const key = JSON.stringify([asked, signalled, language, wordsLanguage, prefix, this.getAttribute('placement')])
    if (key === this.#drawn) return
    this.#replace(this.#build(view, asked, signalled))
    this.#drawn = key
  }

  protected override clear(): void {
    this.#release?.()
    this.#release = undefined
    this.#drawn = ''
    this.#root?.remove()
    this.#root = undefined
  }

  #asked(view: FirstView): string[] {
    const only = this.getAttribute('purposes')?.split(/\s+/).filter(Boolean)
    return view.client.questions().filter((purpose) => only === undefined || only.includes(purpose))
  }

  #replace(root: HTMLElement): void {
    const action = this.#root?.contains(this.ownerDocument.activeElement)
      ? this.ownerDocument.activeElement?.getAttribute('data-action')
      : null
    this.clear()
    this.#root = root
    this.append(root)
    if (action) this.querySelector<HTMLElement>(`[data-action="${action}"]`)?.focus()
    const bar = root.firstElementChild
    if (bar instanceof HTMLElement) this.#release = reservePlace(bar)
  }

  #build(view: FirstView, asked: readonly string[], signalled: readonly string[]): HTMLElement {
    const { make, strings } = view
    const text = sentence(view, asked, signalled)
    const bar = make(
      'div',
      {
        class: 'bar',
        attributes: {
          role: 'region',
          'aria-label': strings.banner.label,
          'data-placement': this.getAttribute('placement') ?? 'bottom',
        },
      },
      make('div', { class: 'bar-inner' }, text, this.#actions(view, asked, text)),
    )
    const root = this.makeRoot(view, 'bar-root')
    root.append(bar)
    return root
  }

  #actions(view: FirstView, asked: readonly string[], text: HTMLElement): HTMLElement {
    const { make } = view
    const { banner } = view.strings
    const answer = (action: string, label: string, value: Answer) =>
      make(
        'button',
        {
          class: 'button',
          attributes: { type: 'button', 'data-action': action },
          on: { click: () => this.#answer(view, asked, value) },
        },
        label,
      )
    return make(
      'div',
      { class: 'bar-actions' },
      make(
        'div',
        { class: 'pair' },
        answer('accept', asked.length === 1 ? banner.accept : banner.acceptAll, 'granted'),
        answer('reject', asked.length === 1 ? banner.reject : banner.rejectAll, 'refused'),
      ),
      make(
        'button',
        {
          class: 'text-button bar-choose',
          attributes: { type: 'button', 'data-action': 'choose', 'aria-haspopup': 'dialog' },
          on: { click: () => void openPanel(this, (failed) => this.showFailure(failed ? view : null, text)) },
        },
        banner.choose,
      ),
    )
  }

  #answer(view: FirstView, asked: readonly string[], value: Answer): void {
    const answers = Object.fromEntries(asked.map((purpose) => [purpose, value]))
    const noticeId = this.getAttribute('notice-id')
    const hadFocus = this.contains(this.ownerDocument.activeElement)
    const { saved } = view.client.choose(answers, {
      surface: 'banner',
      shown: this.#shown,
      language: view.textLanguage,
      text: this.#root?.textContent ?? '',
      ...(noticeId === null ? {} : { noticeId }),
    })
    this.#say(view)
    if (hadFocus) this.#returnFocus()
    this.emit('privacy-choice', { answers, surface: 'banner', saved })
  }

  /** Says to a screen reader what sighted people see by the bar's going. */
  #say(view: FirstView): void {
    const spoken = view.make('div', { class: 'quiet', attributes: { role: 'status' } })
    const root = this.makeRoot(view, 'spoken')
    root.append(spoken)
    this.querySelector(`.${view.prefix}-spoken`)?.remove()
    this.append(root)
    // a live region speaks what changes in it, not what it came with
    requestAnimationFrame(() => {
      spoken.textContent = view.strings.banner.saved
    })
  }

  #returnFocus(): void {
    const target = this.#cameFrom
    this.#cameFrom = null
    if (target?.isConnected) target.focus()
  }

  /** The client may load what a choice needs while the hand is still on its way. */
  readonly #prepare = (): void => {
    void this.client?.prepare?.()
  }

  readonly #rememberFocus = (event: FocusEvent): void => {
    this.#prepare()
    const from = event.relatedTarget
    if (from instanceof HTMLElement && !this.contains(from)) this.#cameFrom = from
  }
}

function sentence(view: FirstView, asked: readonly string[], signalled: readonly string[]): HTMLElement {
  const { client, make, strings } = view
  const [before, after] = strings.banner.ask(client.policy.controller.name)
  const only = asked.length === 1 ? client.policy.purposes[asked[0] ?? ''] : undefined
  const calm = only === undefined ? strings.banner.calm : isolated(view, view.text(only.summary))
  return make(
    'div',
    { class: 'bar-text' },
    make('div', {}, before, ...named(view, titles(view, asked)), after),
    make('div', { class: 'muted' }, calm),
    asked.some((name) => keepsOnDevice(view, name)) ? make('div', { class: 'muted' }, strings.banner.device) : null,
    signalled.length === 0
      ? null
      : make('div', { class: 'muted' }, strings.banner.signal[0], ...named(view, signalled), strings.banner.signal[1]),
  )
}

/** Whether a purpose keeps something on the device that the service itself does not need (ePrivacy 5(3)). */
function keepsOnDevice({ client }: FirstView, name: string): boolean {
  return (client.policy.purposes[name]?.stores ?? []).some((store) => store.necessary !== true)
}

function named(view: FirstView, names: readonly string[]): (Node | string)[] {
  return view.parts(names).map(({ name, text }) => (name ? isolated(view, text, 'name') : text))
}

/** Words of the policy: they may run the other way, and be in another language than those around them (WCAG 3.1.2). */
function isolated(view: FirstView, text: string, name?: string): HTMLElement {
  return view.make(
    'bdi',
    { ...(name === undefined ? {} : { class: name }), attributes: { lang: view.textLanguage } },
    text,
  )
}

function signalledTitles(view: FirstView): string[] {
  const { client } = view
  const names = Object.keys(client.policy.purposes)
  return titles(
    view,
    names.filter((name) => client.decide(name).reason === 'opted-out-by-signal'),
  )
}

function titles(view: FirstView, names: readonly string[]): string[] {
  const { purposes } = view.client.policy
  return names.map((name) => view.text(purposes[name]?.title ?? {}))
}
