import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  type MetricReader,
  PeriodicExportingMetricReader,
  type ViewOptions,
} from '@opentelemetry/sdk-metrics'
import { describe, expect, test } from 'vitest'
import { redactMetricAttributes, redactMetricExporter } from './opentelemetry.ts'
import { FAILED, type Redact } from './redact.ts'
import { CANARY, failing, leaks, MASK, redactCanary } from './test-canary.ts'
import { resourceWith } from './test-resource.ts'

function setUp(redact: Redact, views: ViewOptions[] = []) {
  const memory = new InMemoryMetricExporter(AggregationTemporality.DELTA)
  const exporter = redactMetricExporter(redact, memory)
  const readers: MetricReader[] = [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })]
  const provider = new MeterProvider({ resource: resourceWith({ owner: CANARY }), readers, views })
  const points = async () => {
    await provider.forceFlush()
    return memory
      .getMetrics()
      .flatMap(({ scopeMetrics }) =>
        scopeMetrics.flatMap(({ metrics }) =>
          metrics.flatMap(({ dataPoints }) => dataPoints.map(({ attributes, value }) => ({ attributes, value }))),
        ),
      )
  }
  return { provider, meter: provider.getMeter(`shop ${CANARY}`), memory, exporter, points }
}

describe('redactMetricExporter', () => {
  test('redacts the attributes of every kind of instrument, of resource and scope', async () => {
    const { meter, memory, points } = setUp(redactCanary)
    const attributes = { 'user.email': CANARY, plan: 'pro' }

    meter.createCounter('a').add(2, attributes)
    meter.createHistogram('b').record(3, attributes)
    meter.createGauge('c').record(4, attributes)
    meter.createObservableGauge('d').addCallback((result) => result.observe(5, attributes))
    const found = await points()

    expect(found.map((point) => point.attributes)).toEqual(Array(4).fill({ 'user.email': MASK, plan: 'pro' }))
    expect(leaks(JSON.stringify(memory.getMetrics()))).toBe(false)
    expect(memory.getMetrics()[0]?.scopeMetrics[0]?.scope.name).toBe(MASK)
  })

  test('redacts exemplars, whose attributes no view has let through', () => {
    const sent: unknown[] = []
    const exporter = redactMetricExporter(redactCanary, { export: (metrics: unknown) => void sent.push(metrics) })
    const exemplars = [{ filteredAttributes: { to: CANARY }, value: 1 }]
    const metrics = {
      resource: { attributes: {} },
      scopeMetrics: [{ scope: { name: 's' }, metrics: [{ dataPoints: [{ attributes: {}, exemplars }] }] }],
    }

    exporter.export(metrics)

    expect(JSON.stringify(sent)).toContain(`"exemplars":[{"filteredAttributes":{"to":"${MASK}"},"value":1}]`)
    expect(exemplars[0]?.filteredAttributes.to).toBe(CANARY)
  })

  test('keeps the temporality that the exporter selects, and its shutdown', async () => {
    const { exporter, provider, memory } = setUp(redactCanary)

    await provider.shutdown()

    expect(exporter.selectAggregationTemporality?.(0 as never)).toBe(AggregationTemporality.DELTA) // as: any instrument
    expect('selectAggregation' in exporter).toBe('selectAggregation' in memory)
  })

  test('withholds attributes at which the redactor throws, and keeps the number', async () => {
    const { meter, points } = setUp(failing)

    meter.createCounter('a').add(2, { to: CANARY })

    expect(await points()).toEqual([{ attributes: { 'privacykit.withheld': FAILED }, value: 2 }])
  })
})

describe('redactMetricAttributes', () => {
  test('counts together what differs only in what goes', async () => {
    const views = [{ instrumentName: '*', attributesProcessors: [redactMetricAttributes(redactCanary)] }]
    const { meter, points } = setUp(redactCanary, views)
    const counter = meter.createCounter('orders')

    counter.add(1, { note: `first ${CANARY}`, plan: 'pro' })
    counter.add(2, { note: `second ${CANARY}`, plan: 'pro' })
    counter.add(4, { note: 'none', plan: 'pro' })

    expect(await points()).toEqual([
      { attributes: { note: MASK, plan: 'pro' }, value: 3 },
      { attributes: { note: 'none', plan: 'pro' }, value: 4 },
    ])
  })

  test('never throws at the measurement', async () => {
    const views = [{ instrumentName: '*', attributesProcessors: [redactMetricAttributes(failing)] }]
    const { meter, points } = setUp((value) => value, views)

    meter.createCounter('orders').add(1, { to: CANARY })

    expect((await points())[0]?.attributes).toEqual({ 'privacykit.withheld': FAILED })
  })
})
