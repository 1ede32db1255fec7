import { createPrivacyClient, memoryPersistence } from '@privacykit/client'
import * as engine from '@privacykit/client/engine'
import axe from 'axe-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { fakePolicy } from '../fake-policy.ts'
import { type DevPanel, type DevPanelOptions, openDevPanel, type ReportSource } from './dev-panel.ts'

const NOW = '2026-11-22T10:00:00.000Z'
const opened: { close(): void }[] = []

function show(options: DevPanelOptions = {}) {
  const privacy = createPrivacyClient({
    policy: fakePolicy,
    engine,
    storage: memoryPersistence(),
    now: () => Date.parse(NOW),
  })
  const panel = openDevPanel(privacy, options)
  opened.push(panel, { close: () => privacy.destroy() })
  return { privacy, panel }
}

const inside = <T extends HTMLElement>(panel: DevPanel, selector: string): T | null =>
  panel.element.shadowRoot?.querySelector<T>(selector) ?? null
const sections = (panel: DevPanel) => [...(panel.element.shadowRoot?.querySelectorAll('details') ?? [])]
const section = (panel: DevPanel, title: string) =>
  sections(panel).find((details) => details.querySelector('summary span')?.textContent === title)
/** The text of a section; polled, for the panel draws with the next frame. */
const textOf = (panel: DevPanel, title: string) => () => section(panel, title)?.textContent ?? ''
const lineOf = (panel: DevPanel, name: string) => () =>
  [...(section(panel, 'Purposes')?.querySelectorAll('li') ?? [])].find(
    (line) => line.querySelector('.pk-dev-name')?.textContent === name,
  )?.textContent ?? ''

/** Waits as long as a busy machine may need. */
const eventually = (probe: () => unknown) => expect.poll(probe, { timeout: 10_000 })

beforeEach(() => page.viewport(1280, 800))
afterEach(() => {
  for (const each of opened.splice(0)) each.close()
  document.documentElement.removeAttribute('dir')
  document.documentElement.removeAttribute('style')
})

test('says of each purpose whether it is open, why, and what would change it', async () => {
  const { privacy, panel } = show()
  await eventually(lineOf(panel, 'analytics')).toContain('Closed: not-asked')
  expect(lineOf(panel, 'analytics')()).toContain('The person has not answered. Is asked now.')
  expect(lineOf(panel, 'analytics')()).toContain('Would change it: An answer')

  privacy.choose({ analytics: 'granted' }, { surface: 'banner' })

  await eventually(lineOf(panel, 'analytics')).toContain('Open: granted')
  expect(lineOf(panel, 'analytics')()).toContain('The person allowed it.')
})

test('notes each change with its time', async () => {
  const { privacy, panel } = show()
  await eventually(textOf(panel, 'Changes')).toContain('Nothing has changed')

  privacy.choose({ analytics: 'refused' }, { surface: 'banner' })

  await eventually(textOf(panel, 'Changes')).toContain('analytics: closed, not-asked → closed, refused')
  const times = [...(section(panel, 'Changes')?.querySelectorAll('time') ?? [])]
  expect(times.every(({ dateTime }) => Math.abs(Date.parse(dateTime) - Date.now()) < 60_000)).toBe(true)
})

test('lists gates and buffers that come after it, and what they do', async () => {
  const { privacy, panel } = show()
  const remove = privacy.gate('analytics', () => {})
  const track = privacy.buffer('analytics', (_event: string) => {})
  track('early')
  await eventually(textOf(panel, 'Gates and buffers')).toContain('gate on analyticsStopped')
  expect(textOf(panel, 'Gates and buffers')()).toContain('1 called, 0 passed on, 1 waiting')

  privacy.choose({ analytics: 'granted' }, { surface: 'banner' })

  await eventually(textOf(panel, 'Gates and buffers')).toContain('gate on analyticsRunning')
  expect(textOf(panel, 'Gates and buffers')()).toContain('1 called, 1 passed on, 0 waiting')
  remove()
  await eventually(textOf(panel, 'Gates and buffers')).not.toContain('gate on')
})

test('stops and starts gates as the client does without it', () => {
  const { privacy } = show()
  const done: string[] = []
  privacy.gate('analytics', () => {
    done.push('start')
    return () => done.push('stop')
  })

  privacy.choose({ analytics: 'granted' }, { surface: 'panel' })
  privacy.choose({ analytics: 'withdrawn' }, { surface: 'panel' })

  expect(done).toEqual(['start', 'stop'])
})

test('shows what is stored, and how far it got', async () => {
  const { privacy, panel } = show()
  await eventually(textOf(panel, 'Stored on this device')).toContain('0 records')

  privacy.choose({ analytics: 'granted' }, { surface: 'banner' })

  await eventually(textOf(panel, 'Stored on this device')).toContain('choice analytics granted')
  expect(textOf(panel, 'Stored on this device')()).toContain('made in the banner · no receipt here')
  expect(textOf(panel, 'Sent')()).toContain('There is no endpoint: nothing is ever sent.')
})

test('counts what guards stopped, and warns of what got through', async () => {
  const sighting = { kind: 'fetch', purposes: ['analytics'], count: 2, lastAt: Date.parse(NOW) }
  const source: ReportSource = {
    report: () => ({
      seen: [
        { ...sighting, outcome: 'stopped', host: 'stats.example' },
        { ...sighting, outcome: 'got-through', host: 'pixel.example' },
      ],
      cannotStop: ['workers'],
    }),
    onReport: () => () => {},
  }

  const { panel } = show({ reports: [source] })

  await eventually(textOf(panel, 'Blocked and let through')).toContain('stats.example')
  expect(textOf(panel, 'Blocked and let through')()).toContain('2 stopped')
  expect(textOf(panel, 'Blocked and let through')()).toContain('workers')
  expect(textOf(panel, 'Warnings')()).toContain('pixel.example (fetch) went on although analytics is closed')
})

test('warns of undeclared stores, of gates on unknown purposes, and of what the client told', async () => {
  const undeclared = async () => [{ kind: 'cookie', name: '_x', suggestion: "{ cookie: '_x' }," }]
  const { privacy, panel } = show({ undeclared })

  privacy.gate('analitics' as 'analytics', () => {}) // as: the misspelling is the point
  panel.tell({ kind: 'endpoint-missing', hint: 'nothing answers' } as { kind: string })

  await eventually(textOf(panel, 'Warnings')).toContain('A gate names analitics')
  await eventually(textOf(panel, 'Warnings')).toContain("_x (cookie) is declared by no purpose. Add { cookie: '_x' }")
  expect(textOf(panel, 'Changes')()).toContain('endpoint-missing · hint: nothing answers')
})

test('folds with Escape into a button, and unfolds from it, keeping the focus', async () => {
  const { panel } = show()
  const root = panel.element.shadowRoot
  inside(panel, 'summary')?.focus()

  await userEvent.keyboard('{Escape}')
  const folded = { hidden: inside(panel, 'section')?.hidden, focus: root?.activeElement?.textContent }
  await userEvent.keyboard('{Enter}')

  expect(folded).toEqual({ hidden: true, focus: 'Privacy' })
  expect(inside(panel, 'section')?.hidden).toBe(false)
  expect(root?.activeElement?.textContent).toBe('Fold')
})

test('gives the client its own methods back, and leaves nothing in the page', async () => {
  const privacy = createPrivacyClient({ policy: fakePolicy, engine, storage: memoryPersistence() })
  const before = [privacy.gate, privacy.buffer, document.body.children.length]
  const panel = openDevPanel(privacy)
  const during = privacy.gate

  panel.close()

  expect(during).not.toBe(before[0])
  expect([privacy.gate, privacy.buffer, document.body.children.length]).toEqual(before)
  privacy.destroy()
})

test.each(['light', 'dark'])('breaks no rule of axe in %s, with all sections open', async (scheme) => {
  document.title = 'Panel'
  document.documentElement.style.colorScheme = scheme
  document.documentElement.style.backgroundColor = 'Canvas'
  const { privacy, panel } = show()
  privacy.gate('analytics', () => {})
  privacy.choose({ analytics: 'granted' }, { surface: 'banner' })
  await eventually(lineOf(panel, 'analytics')).toContain('Open: granted')
  for (const details of sections(panel)) details.open = true

  const { violations } = await axe.run(panel.element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  })

  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))).toEqual([])
})

test('stands in the other corner of a page that reads from the right', async () => {
  document.documentElement.dir = 'rtl'

  const { panel } = show()

  expect(inside(panel, 'section')?.getBoundingClientRect().left).toBe(0)
})

test('fits a width of 320 pixels with targets of 44', async () => {
  await page.viewport(320, 640)
  const { panel } = show()
  await eventually(lineOf(panel, 'analytics')).not.toBe('')
  for (const details of sections(panel)) details.open = true

  const controls = [...(panel.element.shadowRoot?.querySelectorAll<HTMLElement>('section button, summary') ?? [])]
  const body = inside(panel, '.pk-dev-body')

  expect(controls.filter((control) => control.getBoundingClientRect().height < 44)).toEqual([])
  expect(body?.scrollWidth).toBe(body?.clientWidth)
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
})
