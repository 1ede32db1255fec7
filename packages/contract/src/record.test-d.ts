import { expectTypeOf } from 'vitest'
import type { EndpointBody, EndpointReply, PrivacyRecord, Receipt, RecordOf, RecordType } from './index.ts'

declare const record: PrivacyRecord

if (record.type === 'choice') {
  expectTypeOf(record).toEqualTypeOf<RecordOf<'choice'>>()
  expectTypeOf(record.choice).toEqualTypeOf<'granted' | 'refused' | 'withdrawn'>()
  // @ts-expect-error: a choice names no subject
  record.subject
}
if (record.type === 'signal') expectTypeOf(record.value).toEqualTypeOf<1>()

expectTypeOf<RecordOf<'account-opened'>['type']>().toEqualTypeOf<'account-opened'>()
expectTypeOf<'from-the-future'>().not.toExtend<RecordType>()
expectTypeOf<EndpointReply<'appendRecords'>['receipts']>().toEqualTypeOf<Receipt[]>()
expectTypeOf<EndpointBody<'readState'>>().toEqualTypeOf<undefined>()
expectTypeOf<EndpointBody<'link'>>().toEqualTypeOf<{ mode: 'adopt' | 'deny-only' }>()
