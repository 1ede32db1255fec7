import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { nonPersonal, personal } from '../tag.ts'
import { dataMap } from './data-map.ts'
import { dataMapMarkdown } from './markdown.ts'
import { dataMapHtml } from './page.ts'
import { PAGE_STYLE, PAGE_STYLE_DIGEST } from './page-style.ts'
import type { RecordPolicy } from './policy-part.ts'
import { examplePolicy } from './test-policy.ts'

const users = { columns: { mail: 'user.contact.email', at: 'non-personal' }, erase: { rule: 'invoices', mask: {} } }
const databases = { main: { tables: { users, goods: 'no-personal-data' } } } as const
const order = z.object({
  email: personal(z.email(), 'user.contact.email'),
  street: personal(z.string(), 'user.contact.address.street', { kind: 'quasi' }),
  dna: personal(z.string(), 'user.health_and_medical.genetic', { kind: 'sensitive' }),
  note: z.string(),
  size: nonPersonal(z.number()),
})
const map = dataMap({ order }, examplePolicy, { databases, systems: { shop: { schemas: ['order'], location: 'IE' } } })

describe('the page', () => {
  const html = dataMapHtml(map, examplePolicy)

  test('is one file without scripts, handlers, style attributes or addresses', () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/)
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\sstyle=|\son\w+=|url\(|https?:|@import/i)
    expect(html.match(/<style>/g)).toHaveLength(1)
  })

  test('allows its own style by digest, and nothing else', () => {
    const digest = `sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}`

    expect(PAGE_STYLE_DIGEST).toBe(digest)
    expect(html).toContain(`content="default-src 'none'; style-src '${digest}';`)
  })

  test('has a picture with a name and a description, in a place of its own to scroll', () => {
    expect(html).toContain('<svg class="flows" role="img" aria-labelledby="flows-title flows-desc"')
    expect(html).toMatch(
      /<desc id="flows-desc">A drawing with four columns: .+ 4 categories, 3 purposes, .+ 3 recipients/,
    )
    expect(html).toMatch(/<div class="scroll" role="region" aria-label="How the data flows" tabindex="0">\s*<svg/)
  })

  test('marks what is declared and not held, and what is held without a purpose', () => {
    expect(html).toContain('<g class="box unheld"><title>Payment data: no field found</title>')
    expect(html).toContain('<g class="box unneeded"><title>Genetic data</title>')
  })

  test('says that nobody declared people, security and a time limit', () => {
    expect(html).toContain('<dt>Security measures</dt><dd class="undeclared"><bdi>not declared</bdi></dd>')
    expect(html.match(/data-label="People" class="undeclared"/g)).toHaveLength(3)
    expect(html).toContain('data-label="Erased" class="undeclared"')
  })

  test('shows where the data stands, and under which rule a table keeps it', () => {
    expect(html).toContain('<code dir="ltr">main.users</code> <small><bdi>main</bdi></small>')
    expect(html).toContain('<code dir="ltr">order</code> <small><bdi>shop · Ireland</bdi></small>')
    expect(html).toContain('account deleted: kept')
  })

  test('is written from right to left in Arabic, with the picture mirrored', () => {
    const arabic = dataMapHtml(map, examplePolicy, { language: 'ar-EG', labels: { 'user.contact': 'بيانات التواصل' } })
    const first = (page: string) => Number(/<text class="heading" x="([\d.]+)"/.exec(page)?.[1])

    expect(arabic).toContain('<html lang="ar-EG" dir="rtl">')
    expect(arabic).toContain('بيانات التواصل')
    expect(first(html)).toBe(0)
    expect(first(arabic)).toBeGreaterThan(900)
  })

  test('speaks English where it has no words of the language, and says so', () => {
    expect(dataMapHtml(map, examplePolicy, { language: 'tlh' })).toContain('<html lang="en" dir="ltr">')
  })

  test('asks for a language that is one', () => {
    expect(() => dataMapHtml(map, examplePolicy, { language: 'en_US!' })).toThrow('is no BCP 47 language tag')
  })

  test('has no picture where there is nothing to draw', () => {
    const nothing = { ...examplePolicy, purposes: {} }

    expect(dataMapHtml(dataMap({}, nothing), nothing)).not.toContain('<svg')
  })
})

describe('colours', () => {
  const [light = '', dark = ''] = [...PAGE_STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, body]) => body)
  const colour = (scheme: string, name: string) => {
    const hex = new RegExp(`--${name}: #([0-9a-f]{3,6});`).exec(scheme)?.[1] ?? ''
    const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex
    const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
      const part = Number.parseInt(full.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (scheme: string, a: string, b: string) => {
    const [dim = 0, bright = 0] = [colour(scheme, a), colour(scheme, b)].toSorted((x, y) => x - y)
    return (bright + 0.05) / (dim + 0.05)
  }

  // WCAG 2.2, 1.4.3 for text and 1.4.11 for what is drawn
  test.each([
    ['light', light],
    ['dark', dark],
  ])('have enough contrast in the %s scheme', (_name, scheme) => {
    for (const paper of ['surface', 'paper']) {
      for (const ink of ['text', 'quiet']) expect(contrast(scheme, ink, paper)).toBeGreaterThanOrEqual(4.5)
      for (const line of ['edge', 'contract', 'consent', 'interests', 'obligation', 'other'])
        expect(contrast(scheme, line, paper)).toBeGreaterThanOrEqual(3)
    }
  })
})

describe('hostile names', () => {
  const evil = `</title></style><script>alert(1)</script><img src=x onerror="alert('1')">&amp;|\u202Eevil\u0000\n# x`
  const text = { en: evil }
  const hostile: RecordPolicy = {
    ...examplePolicy,
    app: evil,
    version: evil,
    controller: { ...examplePolicy.controller, name: evil, contact: { email: evil, address: evil } },
    purposes: {
      [evil]: {
        basis: 'consent',
        data: ['user.name'],
        title: text,
        summary: text,
        recipients: [evil],
        retention: evil,
      },
    },
    recipients: { [evil]: { name: evil, role: 'processor', country: evil, data: ['user.name'], safeguard: evil } },
    retention: { [evil]: { from: evil, days: 3, reason: text, law: evil } },
  }
  const schemas = { [evil]: z.object({ [evil]: personal(z.string(), 'user.name'), [`${evil}2`]: z.unknown() }) }
  const options = { security: evil, subjects: [evil], labels: { 'user.name': evil } }
  const evilMap = dataMap(schemas, hostile, { systems: { [evil]: { title: evil, location: evil, schemas: [evil] } } })

  test('stay text in the page', () => {
    const html = dataMapHtml(evilMap, hostile, options)

    const tags = new Set([...html.matchAll(/<([a-z]+)/gi)].map(([, tag]) => tag))
    expect(tags).not.toContain('script')
    expect(tags).not.toContain('img')
    expect(html.match(/<\/style>/g)).toHaveLength(1)
    expect(html).not.toMatch(/\0|\u202e/)
    expect(html).toContain('&#60;script&#62;alert(1)&#60;/script&#62;')
  })

  test('stay text in one cell of Markdown', () => {
    const markdown = dataMapMarkdown(evilMap, hostile, options)

    expect(markdown).not.toMatch(/(?<!\\)<(?!br>)/)
    expect(markdown).not.toMatch(/\0|\u202e/)
    const rows = markdown.split('\n').filter((line) => line.startsWith('| '))
    expect(new Set(rows.map((line) => line.split(/(?<!\\)\|/).length))).toEqual(new Set([10, 9, 5]))
    expect(markdown.split('\n').filter((line) => line.startsWith('#'))).toHaveLength(4)
  })
})

test('a category below a known one has its own name', () => {
  const schema = z.object({ work: personal(z.email(), 'user.contact.email.work') })

  const markdown = dataMapMarkdown(dataMap({ schema }, examplePolicy), examplePolicy)

  expect(markdown).toContain('E-mail address (work) (user.contact.email.work)')
})

test('Markdown says what the page says', () => {
  const markdown = dataMapMarkdown(map, examplePolicy, { security: 'Encrypted disks.', language: 'id' })

  expect(markdown).toMatch(/^# Peta data kiosk\n/)
  expect(markdown).toContain('- **Langkah keamanan**: Encrypted disks.')
  expect(markdown).toContain('Inggris Raya: Twin Stores (tidak dinyatakan)')
  expect(markdown).toContain('| order | note | belum digolongkan |')
  expect(markdown).toContain('10 tahun sejak invoice-date')
})
