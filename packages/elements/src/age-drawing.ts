/** Draws the age question: three fields, two buttons, and what is wrong with a date. */
import { type BirthDate, fieldOrder, readBirthDate } from './birth-date.ts'
import { setAttribute, setText } from './change.ts'
import type { AgeGroup, BirthDay } from './port.ts'
import { nextId } from './sheet.ts'
import { FullDrawing, type View } from './view.ts'

type Part = 'day' | 'month' | 'year'

interface Form {
  readonly fields: Readonly<Record<Part, HTMLInputElement>>
  readonly submit: HTMLButtonElement
  readonly skip: HTMLButtonElement
  readonly error: HTMLElement
}

/** The form of one `<privacy-age-question>`. */
export class AgeDrawing extends FullDrawing {
  #drawn = ''
  #answered = false
  /** Whether the client has looked up what was answered before. */
  #ready = false

  protected override paint(view: View): void {
    const key = `${view.language} ${view.wordsLanguage} ${view.prefix}`
    // a form that is being filled in is not drawn again, whatever changes around it
    if (this.#drawn === key || this.#answered) return
    if (!this.#ready) {
      void this.#getReady(view)
      return
    }
    this.#drawn = key
    const root = this.host.makeRoot(view, 'age')
    const standing = view.client.age.state().answer
    const { strings, client } = view
    // who would not say may say it later; who said it cannot try another date
    const isOpen = standing === null || standing === 'unknown'
    root.append(
      isOpen
        ? this.#question(view)
        : view.make('div', {}, strings.age.answered(client.policy.controller.contact.email)),
    )
    this.host.element.replaceChildren(root)
  }

  override clear(): void {
    this.#ready = false
    this.host.element.replaceChildren()
    this.#drawn = ''
  }

  /** Nobody is asked what they have answered already: a client that loads in two steps tells it after the second. */
  async #getReady({ client }: View): Promise<void> {
    await client.prepare?.()
    this.#ready = true
    if (this.host.element.isConnected) this.host.update()
  }

  #question(view: View): HTMLFormElement {
    const { make, strings } = view
    const id = `${view.prefix}-age-${nextId()}`
    const error = make('div', { class: 'alert', attributes: { role: 'alert' } })
    error.id = `${id}-error`
    const heading = make('h2', { class: 'title' }, this.host.element.getAttribute('question') ?? strings.age.question)
    heading.id = id
    const why = make('div', { class: 'muted' }, strings.age.why)
    why.id = `${id}-why`
    const form: Form = { fields: makeFields(view, error.id), error, ...makeButtons(view) }
    form.skip.addEventListener('click', () => void this.#send(view, form, 'unknown'))
    const element = make(
      'form',
      {
        class: 'question',
        attributes: { novalidate: true, autocomplete: 'off' },
        on: {
          input: () => check(view, form, false),
          change: () => check(view, form, true),
          submit: (event) => {
            event.preventDefault()
            const read = readFields(form)
            if (read.ok) void this.#send(view, form, read.date)
          },
        },
      },
      make(
        'div',
        { class: 'fieldset', attributes: { role: 'group', 'aria-labelledby': id, 'aria-describedby': why.id } },
        heading,
        why,
        make(
          'div',
          { class: 'dates' },
          ...fieldOrder(view.locale).map((part) =>
            make('label', { class: 'field' }, strings.age[part], form.fields[part]),
          ),
        ),
        error,
      ),
      make('div', { class: 'row-of' }, form.submit, form.skip),
    )
    return element
  }

  /** `said` is a date, or that the person prefers not to say. */
  async #send(view: View, form: Form, said: BirthDay | 'unknown'): Promise<void> {
    setBusy(form, true)
    setText(form.error, '')
    try {
      const gate = await view.client.age.gate()
      const { answer } = await view.client.age.answer(said, gate)
      this.#finish(view, answer ?? 'unknown')
    } catch {
      // whatever failed, the person can only try again; the client's status holds the cause
      setBusy(form, false)
      setText(form.error, view.strings.age.failed)
    }
  }

  #finish(view: View, answer: AgeGroup): void {
    this.#answered = true
    const thanks = view.make('div', { attributes: { role: 'status', tabindex: '-1' } }, view.strings.age.thanks)
    const root = this.host.makeRoot(view, 'age')
    root.append(thanks)
    // the fields go, and the date with them
    this.host.element.replaceChildren(root)
    thanks.focus()
    this.host.emit('privacy-age', { answer })
  }
}

function makeFields(view: View, errorId: string): Record<Part, HTMLInputElement> {
  const field = (part: Part) =>
    view.make('input', {
      class: 'input',
      attributes: {
        type: 'text',
        inputmode: 'numeric',
        maxlength: part === 'year' ? '4' : '2',
        autocomplete: 'off',
        'data-part': part,
        'aria-describedby': errorId,
      },
    })
  return { day: field('day'), month: field('month'), year: field('year') }
}

function makeButtons({ make, strings }: View): Pick<Form, 'submit' | 'skip'> {
  return {
    submit: make(
      'button',
      { class: 'button', attributes: { type: 'submit', 'data-kind': 'main', disabled: true } },
      strings.age.submit,
    ),
    skip: make(
      'button',
      { class: 'text-button', attributes: { type: 'button', 'data-action': 'skip' } },
      strings.age.skip,
    ),
  }
}

function readFields({ fields }: Form): BirthDate {
  const now = new Date()
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
  return readBirthDate({ day: fields.day.value, month: fields.month.value, year: fields.year.value }, today)
}

/** Says what is wrong as soon as it is certain: a date that is still being typed is not wrong. */
function check(view: View, form: Form, left: boolean): void {
  const read = readFields(form)
  const shortYear = left && form.fields.year.value !== '' && form.fields.year.value.length < 4
  const problem = read.ok ? null : read.problem === 'incomplete' ? (shortYear ? 'yearFormat' : null) : read.problem
  setText(form.error, problem === null ? '' : view.strings.age[problem])
  for (const field of Object.values(form.fields))
    setAttribute(field, 'aria-invalid', problem === null ? undefined : 'true')
  form.submit.disabled = !read.ok
}

function setBusy(form: Form, busy: boolean): void {
  form.submit.disabled = busy || !readFields(form).ok
  form.skip.disabled = busy
}
