import { type Attributes, SpanStatusCode, TraceFlags } from '@opentelemetry/api'
import { SeverityNumber } from '@opentelemetry/api-logs'
import {
  BatchLogRecordProcessor,
  InMemoryLogRecordExporter,
  LoggerProvider,
  SimpleLogRecordProcessor,
} from '@opentelemetry/sdk-logs'
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ConsoleSpanExporter,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { describe, expect, test, vi } from 'vitest'
import { createKeyRedactor } from '../key-redactor.ts'
import { redactLogRecordExporter, redactSpanExporter } from './opentelemetry.ts'
import { EMPTY, FAILED, type Redact } from './redact.ts'
import { CANARY, failing, leaks, MASK, redactCanary, shapes } from './test-canary.ts'
import { resourceWith } from './test-resource.ts'

/** All that an exporter can read of something. */
function seen(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner instanceof Uint8Array ? new TextDecoder().decode(inner) : inner,
  )
}

const personal = (): Attributes => ({
  'user.email': CANARY,
  'http.url': `/x?email=${encodeURIComponent(CANARY)}`,
  list: [CANARY, 'plain'],
  plain: 'kept',
  count: 1,
})
const clean = { 'user.email': MASK, 'http.url': MASK, list: [MASK, 'plain'], plain: 'kept', count: 1 }
const linked = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: TraceFlags.SAMPLED }

describe('redactSpanExporter', () => {
  function setUp(redact: Redact = redactCanary) {
    const memory = new InMemorySpanExporter()
    const raw = new InMemorySpanExporter()
    const wrapped = redactSpanExporter(redact, memory)
    const provider = new BasicTracerProvider({
      resource: resourceWith(personal()),
      spanProcessors: [new SimpleSpanProcessor(wrapped), new SimpleSpanProcessor(raw)],
    })
    return { provider, tracer: provider.getTracer(`shop ${CANARY}`, '1.2.3'), memory, raw, wrapped }
  }

  function record({ tracer, provider }: ReturnType<typeof setUp>) {
    const span = tracer.startSpan(`GET /users/${CANARY}`, { attributes: personal() })
    span.addLink({ context: linked, attributes: personal() })
    span.addEvent(`mail to ${CANARY}`, personal())
    span.recordException(Object.assign(new Error(`no ${CANARY}`), { code: CANARY }))
    span.setStatus({ code: SpanStatusCode.ERROR, message: `no ${CANARY}` })
    span.end()
    return provider.forceFlush()
  }

  test('redacts name, attributes, events, links, status, resource and scope, and keeps the rest', async () => {
    const shop = setUp()

    await record(shop)

    const [span] = shop.memory.getFinishedSpans()
    const [original] = shop.raw.getFinishedSpans()
    expect(leaks(seen(span))).toBe(false)
    expect(span).toMatchObject({
      name: MASK,
      attributes: clean,
      events: [
        { name: MASK, attributes: clean },
        { name: 'exception', attributes: { 'exception.message': MASK } },
      ],
      links: [{ context: linked, attributes: clean }],
      status: { code: SpanStatusCode.ERROR, message: MASK },
      instrumentationScope: { name: MASK, version: '1.2.3' },
    })
    expect(span?.resource.attributes).toMatchObject({ ...clean, 'telemetry.sdk.language': 'nodejs' })
    for (const key of ['kind', 'startTime', 'endTime', 'duration', 'ended', 'droppedEventsCount'] as const)
      expect(span?.[key]).toEqual(original?.[key])
    expect(span?.spanContext()).toBe(original?.spanContext())
    expect(span?.events[0]?.time).toEqual(original?.events[0]?.time)
  })

  test('does not change the span that others get', async () => {
    const shop = setUp()

    await record(shop)

    const [span] = shop.raw.getFinishedSpans()
    expect(span).toMatchObject({ name: `GET /users/${CANARY}`, attributes: personal() })
    expect(span?.resource.attributes).toMatchObject(personal())
  })

  test('keeps one resource and one scope for all spans, since exporters group by them', async () => {
    const shop = setUp()

    await record(shop)
    await record(shop)

    const [first, second] = shop.memory.getFinishedSpans()
    expect(first?.resource).toBe(second?.resource)
    expect(first?.instrumentationScope).toBe(second?.instrumentationScope)
  })

  test('waits with a resource until the SDK has found it out', async () => {
    const memory = new InMemorySpanExporter()
    const provider = new BasicTracerProvider({
      resource: resourceWith({ 'host.owner': Promise.resolve(CANARY), 'host.id': Promise.resolve('h1') }),
      spanProcessors: [new BatchSpanProcessor(redactSpanExporter(redactCanary, memory))],
    })

    provider.getTracer('shop').startSpan('x').end()
    await provider.forceFlush()

    expect(memory.getFinishedSpans()[0]?.resource.attributes).toMatchObject({ 'host.owner': MASK, 'host.id': 'h1' })
  })

  test('redacts a resource also where it is read raw or merged', async () => {
    const shop = setUp()

    await record(shop)

    const resource = shop.memory.getFinishedSpans()[0]?.resource
    expect(leaks(seen(resource?.getRawAttributes()))).toBe(false)
    expect(leaks(seen(resource?.merge(resourceWith({ other: CANARY }))))).toBe(false)
  })

  test('redacts the attributes of a scope', () => {
    const memory = new InMemorySpanExporter()
    const shop = setUp()
    shop.tracer.startSpan('x').end()
    const [span] = shop.raw.getFinishedSpans()
    const scope = { name: 'shop', attributes: personal() }
    if (span === undefined) throw new Error('no span')

    redactSpanExporter(redactCanary, memory).export(
      [{ ...span, spanContext: () => linked, instrumentationScope: scope }],
      () => {},
    )

    expect(memory.getFinishedSpans()[0]?.instrumentationScope).toEqual({ name: 'shop', attributes: clean })
  })

  test('withholds each part at which the redactor throws, and hands on the rest', async () => {
    const shop = setUp((value) => (leaks(seen(value)) ? failing(value) : value))

    await record(shop)

    const [span] = shop.memory.getFinishedSpans()
    const withheld = { 'privacykit.withheld': FAILED }
    expect(leaks(seen(span))).toBe(false)
    expect(span).toMatchObject({
      name: FAILED,
      attributes: withheld,
      events: [{ name: FAILED, attributes: withheld }, { name: 'exception' }],
    })
    expect(span?.spanContext().traceId).toMatch(/^[0-9a-f]{32}$/)
  })

  test('has no attributes where the redactor leaves none, and says so where it leaves no object', async () => {
    const none = setUp(() => undefined)
    const text = setUp((value) => (typeof value === 'string' ? value : 'gone'))

    await record(none)
    await record(text)

    expect(none.memory.getFinishedSpans()[0]).toMatchObject({ name: EMPTY, attributes: {} })
    expect(text.memory.getFinishedSpans()[0]?.attributes).toEqual({ 'privacykit.withheld': EMPTY })
  })

  test('stays the exporter: own methods, flush, shutdown, results and errors', async () => {
    const shop = setUp()
    const results: unknown[] = []
    class Failing {
      #sent = 0
      export(spans: unknown[], done: (result: { code: number; error?: Error }) => void) {
        this.#sent += spans.length
        done({ code: 1, error: new Error('refused') })
      }
      count() {
        return this.#sent
      }
      async forceFlush() {
        throw new Error('no flush')
      }
      async shutdown() {}
    }
    const broken = redactSpanExporter(redactCanary, new Failing())
    shop.tracer.startSpan('x').end()
    await shop.provider.forceFlush()

    broken.export(shop.raw.getFinishedSpans(), (result) => results.push(result))
    await shop.wrapped.shutdown()
    shop.tracer.startSpan('late').end()

    expect(results).toEqual([{ code: 1, error: new Error('refused') }])
    expect(broken.count()).toBe(1)
    expect(broken).toBeInstanceOf(Failing)
    await expect(broken.forceFlush()).rejects.toThrow('no flush')
    expect(shop.wrapped.getFinishedSpans()).toEqual([])
    expect('forceFlush' in redactSpanExporter(redactCanary, { export: () => {}, shutdown: async () => {} })).toBe(false)
  })

  test('gives the console exporter of the SDK nothing to print', async () => {
    const provider = new BasicTracerProvider({
      spanProcessors: [new SimpleSpanProcessor(redactSpanExporter(redactCanary, new ConsoleSpanExporter()))],
    })
    const printed: string[] = []
    const dir = vi.spyOn(console, 'dir').mockImplementation((value) => void printed.push(seen(value)))

    provider.getTracer('shop').startSpan(CANARY, { attributes: personal() }).end()
    await provider.forceFlush()
    dir.mockRestore()

    expect(printed).toHaveLength(1)
    expect(printed.filter(leaks)).toEqual([])
  })
})

describe('redactLogRecordExporter', () => {
  function setUp(redact: Redact = redactCanary) {
    const memory = new InMemoryLogRecordExporter()
    const raw = new InMemoryLogRecordExporter()
    const provider = new LoggerProvider({
      resource: resourceWith(personal()),
      processors: [
        new BatchLogRecordProcessor({ exporter: redactLogRecordExporter(redact, memory) }),
        new SimpleLogRecordProcessor({ exporter: raw }),
      ],
    })
    const logger = provider.getLogger('shop', '1.2.3', { attributes: personal() })
    return { provider, logger, memory, raw }
  }

  test.each(shapes)('lets an address out in no way: %s', async (_title, make) => {
    const { provider, logger, memory } = setUp(createKeyRedactor({ base64: true }))
    const body = make() as never // as: whatever an app logs

    logger.emit({ body })
    logger.emit({ body: { deep: [body] } as never, attributes: { deep: body } })
    logger.emit({ body: JSON.stringify(body), eventName: JSON.stringify(body), severityText: JSON.stringify(body) })
    await provider.forceFlush()

    expect(memory.getFinishedLogRecords()).toHaveLength(3)
    expect(leaks(seen(memory.getFinishedLogRecords()))).toBe(false)
  })

  test('redacts body, attributes, event name, resource and scope, and keeps the rest', async () => {
    const { provider, logger, memory, raw } = setUp()

    logger.emit({
      body: { user: { email: CANARY }, list: [[CANARY, 1, true, null]] },
      attributes: { ...personal(), deep: { email: CANARY } },
      eventName: CANARY,
      severityNumber: SeverityNumber.WARN,
      severityText: 'WARN',
      exception: new Error(CANARY),
    })
    await provider.forceFlush()

    const [record] = memory.getFinishedLogRecords()
    const [original] = raw.getFinishedLogRecords()
    expect(leaks(seen(record))).toBe(false)
    expect(record).toMatchObject({
      body: { user: { email: MASK }, list: [[MASK, 1, true, null]] },
      attributes: { ...clean, deep: { email: MASK }, 'exception.message': MASK },
      eventName: MASK,
      severityNumber: SeverityNumber.WARN,
      severityText: 'WARN',
      hrTime: original?.hrTime,
      hrTimeObserved: original?.hrTimeObserved,
    })
    expect(record?.instrumentationScope).toMatchObject({ name: 'shop', version: '1.2.3' })
    expect(original?.body).toEqual({ user: { email: CANARY }, list: [[CANARY, 1, true, null]] })
  })

  test('reads bytes as text: they stay bytes, or become the redacted text', async () => {
    const { provider, logger, memory } = setUp()
    const plain = new Uint8Array([1, 2, 255])
    const body = {
      plain,
      personal: new TextEncoder().encode(`to ${CANARY}`),
      view: new DataView(new TextEncoder().encode(CANARY).buffer),
    }

    logger.emit({ body: body as never }) // as: AnyValue knows no DataView, an app may
    logger.emit({ body: body.personal })
    await provider.forceFlush()

    const [record, second] = memory.getFinishedLogRecords()
    expect(record?.body).toEqual({ plain, personal: MASK, view: MASK })
    expect(second?.body).toBe(MASK)
  })

  test.each([
    [
      'a circle',
      () => {
        const body: Record<string, unknown> = { email: CANARY }
        body.self = body
        return body
      },
    ],
    ['a hundred levels', () => Array.from({ length: 100 }).reduce<object>((inner) => ({ inner }), { email: CANARY })],
  ])('withholds a body that is %s', async (_title, make) => {
    const { provider, logger, memory } = setUp()

    logger.emit({ body: make() as never, attributes: { plain: 'kept' } }) // as: an app without types
    await provider.forceFlush()

    expect(memory.getFinishedLogRecords()[0]).toMatchObject({ body: FAILED, attributes: { plain: 'kept' } })
  })

  test('withholds what the redactor throws at or leaves nothing of; a record without a body has none', async () => {
    const throwing = setUp(failing)
    const none = setUp(() => undefined)

    throwing.logger.emit({ body: CANARY, attributes: personal() })
    none.logger.emit({ body: CANARY, attributes: personal() })
    none.logger.emit({ attributes: personal() })
    await Promise.all([throwing.provider.forceFlush(), none.provider.forceFlush()])

    const [record] = throwing.memory.getFinishedLogRecords()
    expect(record).toMatchObject({ body: FAILED, attributes: { 'privacykit.withheld': FAILED } })
    expect(none.memory.getFinishedLogRecords().map(({ body }) => body)).toEqual([EMPTY, undefined])
  })
})
