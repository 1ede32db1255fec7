import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { PrivacyDeletionDialog } from './deletion-dialog.ts'
import { createFakeClient, fakeDeregistration } from './fake-client.ts'
import { find, mount, until } from './mount.ts'
import type { ShownStep } from './port.ts'

const action = (name: string) => find<HTMLButtonElement>(`privacy-deletion-dialog [data-action=${name}]`)
const body = () => find('privacy-deletion-dialog .pk-sheet').textContent ?? ''
const says = (text: string) => until(() => expect(body()).toContain(text))
const failure = (code: string) => Object.assign(new Error('refused'), { code })

async function show(client = createFakeClient(), attributes: Record<string, string> = {}) {
  mount('button', 'privacy-deletion-dialog')
  const dialog = find<PrivacyDeletionDialog>('privacy-deletion-dialog')
  const events: unknown[] = []
  dialog.addEventListener('privacy-deregistration', (event) => events.push(event.detail))
  for (const [name, value] of Object.entries(attributes)) dialog.setAttribute(name, value)
  dialog.client = client
  find('body > button').focus()
  await dialog.open()
  return { dialog, client, events }
}

async function confirm(): Promise<void> {
  await says('What will be deleted')
  await userEvent.click(action('next'))
  await userEvent.click(action('understand'))
  await userEvent.click(action('confirm'))
}

const step = (hook: string, kind: ShownStep['kind'], status: ShownStep['status'], more: Partial<ShownStep> = {}) => ({
  hook,
  kind,
  status,
  ...more,
})

beforeEach(() => page.viewport(1280, 800))
afterEach(() => document.body.replaceChildren())

test('shows what goes, what others are asked, what stays and why, and how long it can be undone', async () => {
  await show()

  await says('What will be deleted')
  expect(body()).toContain('Orders12')
  expect(body()).toContain('What we ask others to deleteYour address at Surat Mail')
  expect(body()).toContain('Kept until 31 December 2036. Tax law wants invoices for ten years.')
  expect(body()).toContain('You can undo this for 14 days.')
})

test('deletes nothing before the box is ticked and the second page confirmed', async () => {
  const { client, events } = await show()
  const deregister = vi.spyOn(client.account, 'deregister')
  await says('What will be deleted')

  await userEvent.click(action('next'))
  const box = find<HTMLInputElement>('[type=checkbox]')
  const atFirst = { ticked: box.checked, disabled: action('confirm').disabled, calls: deregister.mock.calls.length }
  await userEvent.click(box)
  await userEvent.click(action('confirm'))

  await says('Deletion starts on 6 December 2026')
  expect(atFirst).toEqual({ ticked: false, disabled: true, calls: 0 })
  expect(deregister).toHaveBeenCalledTimes(1)
  expect(events).toEqual([
    { requestId: fakeDeregistration.requestId, status: 'scheduled', undoUntil: fakeDeregistration.undoUntil },
  ])
})

test('keeps the account on the first button', async () => {
  const { client, dialog } = await show()
  const deregister = vi.spyOn(client.account, 'deregister')
  await says('What will be deleted')

  await userEvent.click(action('keep'))

  expect(find<HTMLDialogElement>('dialog', dialog).open).toBe(false)
  expect(document.activeElement).toBe(find('body > button'))
  expect(deregister).not.toHaveBeenCalled()
})

test('undoes while it can be undone', async () => {
  const { events } = await show()
  await confirm()
  await says('Deletion starts on')

  await userEvent.click(action('undo'))

  await says('Undone. Your account stays')
  expect(events.at(-1)).toMatchObject({ status: 'withdrawn' })
})

test('says when it is too late to undo', async () => {
  const { client } = await show()
  await confirm()
  await says('Deletion starts on')
  client.deregistration = failure('undo-period-over')

  await userEvent.click(action('undo'))

  await says('The time to undo is over')
})

test('shows each part as it goes, and what of it stays', async () => {
  const client = createFakeClient()
  client.deregistration = {
    ...fakeDeregistration,
    status: 'waiting',
    interimProofId: 'p'.repeat(22),
    steps: [
      step('main', 'erase', 'done', { count: 13 }),
      step('main', 'verify', 'done'),
      step('billing', 'erase', 'done', {
        retained: [{ rule: 'invoices', count: 4, until: '2036-12-31T00:00:00.000Z' }],
      }),
      step('mailer', 'erase', 'waiting'),
    ],
  }
  await show(client)

  await confirm()

  await says('3 of 4 done')
  expect(body()).toContain('Your profile, OrdersDeleted and checked')
  expect(body()).toContain('4 entries stay. Kept until 31 December 2036.')
  expect(body()).toContain('Your address at Surat MailWaiting for confirmation')
  expect(find<HTMLAnchorElement>('[data-action=proof]').pathname).toBe(`/api/privacy/proofs/${'p'.repeat(22)}`)
  expect(find<HTMLProgressElement>('progress').value).toBe(3)
})

test('follows the deletion until it is done, and then asks no more', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-22T10:00:00Z') })
  const client = createFakeClient()
  const status = vi.spyOn(client.account, 'status')
  const { events } = await show(client, { 'request-id': fakeDeregistration.requestId })
  await vi.advanceTimersByTimeAsync(0)

  client.deregistration = { ...fakeDeregistration, status: 'running', undoUntil: '2026-11-22T10:00:00.000Z' }
  await vi.advanceTimersByTimeAsync(15_000)
  client.deregistration = { ...fakeDeregistration, status: 'completed' }
  await vi.advanceTimersByTimeAsync(2000)
  await vi.advanceTimersByTimeAsync(600_000)
  vi.useRealTimers()

  expect(status).toHaveBeenCalledTimes(3)
  expect(events).toMatchObject([{ status: 'scheduled' }, { status: 'running' }, { status: 'completed' }])
})

test('asks no more once it was closed', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-22T10:00:00Z') })
  const client = createFakeClient()
  const status = vi.spyOn(client.account, 'status')
  const { dialog } = await show(client, { 'request-id': fakeDeregistration.requestId })
  await vi.advanceTimersByTimeAsync(0)

  dialog.close()
  await vi.advanceTimersByTimeAsync(600_000)
  vi.useRealTimers()

  expect(status).toHaveBeenCalledTimes(1)
})

test('opens on the progress of a known request, without an account', async () => {
  const client = createFakeClient()
  client.preview = failure('missing-credential')
  client.deregistration = { ...fakeDeregistration, status: 'completed', finalProofId: 'f'.repeat(22) }

  await show(client, { 'request-id': fakeDeregistration.requestId, proofs: '/p' })

  await says('Done. Your account and the data listed are deleted.')
  expect(find<HTMLAnchorElement>('[data-action=proof]').textContent).toBe('Signed confirmation')
  expect(find<HTMLAnchorElement>('[data-action=proof]').getAttribute('href')).toBe(`/p/${'f'.repeat(22)}`)
})

test('asks to sign in again when the session is old, and says that nothing was deleted', async () => {
  const client = createFakeClient()
  await show(client, { 'sign-in-href': '/login' })
  client.deregistration = failure('stale-session')

  await confirm()

  await says('sign in again, then come back here. Nothing has been deleted.')
  expect(find<HTMLAnchorElement>('[data-action=sign-in]').getAttribute('href')).toBe('/login')
})

test('loads again after a failed first look', async () => {
  const client = createFakeClient()
  const { preview } = client
  client.preview = new Error('offline')
  await show(client)
  await says('We cannot reach the service. Nothing has changed.')
  client.preview = preview

  await userEvent.click(action('retry'))

  await says('What will be deleted')
})

test('moves the focus to the title of each page', async () => {
  await show()
  await says('What will be deleted')

  await userEvent.click(action('next'))

  expect(document.activeElement?.textContent).toBe('Delete your account?')
})
