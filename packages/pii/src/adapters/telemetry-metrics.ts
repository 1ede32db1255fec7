/** Redacts what a metric reader has collected: the attributes of every point, and of the exemplars beside it. */
import type { Redact } from './redact.ts'
import type { Origins, Resource, Scope } from './telemetry-origin.ts'
import { type Attributes, redactAttributes } from './telemetry-value.ts'

/** The part of collected metrics that is looked at. */
export interface ResourceMetrics {
  readonly resource: Resource
  readonly scopeMetrics: readonly ScopeMetrics[]
}

interface ScopeMetrics {
  readonly scope: Scope
  readonly metrics: readonly { readonly dataPoints: readonly DataPoint[] }[]
}

interface DataPoint {
  readonly attributes: Attributes
  readonly exemplars?: readonly Exemplar[]
}

interface Exemplar {
  readonly filteredAttributes: Attributes
}

export function redactMetrics(collected: ResourceMetrics, redact: Redact, origins: Origins): ResourceMetrics {
  return {
    ...collected,
    resource: origins.resource(collected.resource),
    scopeMetrics: collected.scopeMetrics.map((inScope) => ({
      ...inScope,
      scope: origins.scope(inScope.scope),
      metrics: inScope.metrics.map((metric) => ({
        ...metric,
        dataPoints: metric.dataPoints.map((point) => redactPoint(point, redact)),
      })),
    })),
  }
}

function redactPoint(point: DataPoint, redact: Redact): DataPoint {
  const attributes = redactAttributes(redact, point.attributes)
  if (point.exemplars === undefined) return { ...point, attributes }
  const exemplars = point.exemplars.map((exemplar) => ({
    ...exemplar,
    filteredAttributes: redactAttributes(redact, exemplar.filteredAttributes),
  }))
  return { ...point, attributes, exemplars }
}
