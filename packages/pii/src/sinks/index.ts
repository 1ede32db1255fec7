/** Ready sinks: analytics, logger, error tracker and outgoing HTTP, each closed to personal data that nobody said it takes. */
export {
  type Analytics,
  type AnalyticsOptions,
  type AnalyticsReport,
  analyticsSink,
  type PseudonymId,
} from './analytics.ts'
export type { Texts } from './analytics-shape.ts'
export {
  type AttachmentHint,
  type ErrorGuardOptions,
  guardBeforeSend,
  guardSentry,
  type SentryGuard,
  type SentryHooks,
  type SpanHook,
  type TraceLifecycle,
  type TransactionHook,
} from './before-send.ts'
export { guardFetch } from './fetch.ts'
export type { FetchGuardOptions, FetchLike, HostRule } from './fetch-rules.ts'
export {
  createUrlFilter,
  type EventFilterOptions,
  filterEvent,
  filterPosthog,
  filterSegment,
  type SegmentMiddleware,
} from './filter-event.ts'
export { type GuardOptions, PAGE_PARAMETERS } from './guard.ts'
export { guardDatadog, guardRollbar } from './in-place.ts'
export { type Log, type LoggerOptions, type LogLevel, loggerSink } from './logger.ts'
export {
  type AmplitudeLike,
  type AnalyticsRecipient,
  type MixpanelLike,
  type PosthogLike,
  type Properties,
  type SegmentLike,
  toAmplitude,
  toDataLayer,
  toGtag,
  toMixpanel,
  toPlausible,
  toPosthog,
  toSegment,
} from './recipients.ts'
export { guardSentryTransport, type TransportGuardOptions, type TransportLike } from './sentry-transport.ts'
export type { GuardReport, OnWithheld, Withheld } from './withheld.ts'
