/** Service surface: who may speak as a guardian, and for whom. */
import { HEADERS, type RecordOf } from '@privacykit/contract'
import { scopeDigest } from '@privacykit/policy'
import { newId } from '../bytes.ts'
import { fixturePolicy } from '../fixture-policy.ts'
import { objectionRecord } from '../fixture-records.ts'
import { refused, type Target } from './call.ts'
import type { Case } from './case.ts'
import { expectEqual } from './expectation.ts'
import { appendAs, newAccount, publishedTarget, type ServiceContext } from './service-context.ts'

export const guardianCases: readonly Case<ServiceContext>[] = [
  {
    title: 'lets an admin alone link a guardian and end the link',
    async run(context) {
      const target = await publishedTarget(context)
      const account = newAccount()
      const guardian = newId()

      for (const role of ['app', 'subject', 'guardian']) {
        for (const record of [linkOf(guardian), endOf(guardian)]) {
          const body = { records: [record], sentAt: new Date().toISOString() }
          await refused(target, 'appendRecords', { ...as(role, account, guardian), body, codes: ['role-not-allowed'] })
        }
      }

      const { seq } = await appendAs(target, as('admin', account, 'staff'), [linkOf(guardian), endOf(guardian)])
      expectEqual(seq, 2, 'records of an admin')
    },
  },
  {
    title: 'lets a guardian speak for whom it is linked to, in its own name, until the link ends',
    async run(context) {
      const target = await publishedTarget(context)
      const [account, other] = [newAccount(), newAccount()]
      const [guardian, stranger] = [newId(), newId()]
      await appendAs(target, as('admin', account, 'staff'), [linkOf(guardian)])

      await refuses(target, { by: as('guardian', account), guardian, code: 'role-not-allowed' })
      await refuses(target, { by: as('guardian', account, stranger), guardian, code: 'role-not-allowed' })
      await refuses(target, { by: as('guardian', account, guardian), guardian: stranger, code: 'role-not-allowed' })
      await refuses(target, { by: as('guardian', account, stranger), guardian: stranger, code: 'foreign-subject' })
      await refuses(target, { by: as('guardian', other, guardian), guardian, code: 'foreign-subject' })
      const objection = { records: [objectionRecord()], sentAt: new Date().toISOString() }
      const byStranger = { ...as('guardian', account, stranger), body: objection }
      await refused(target, 'appendRecords', { ...byStranger, codes: ['foreign-subject'] })

      const approved = approvalOf(guardian)
      const { seq } = await appendAs(target, as('guardian', account, guardian), [approved, objectionRecord()])
      expectEqual(seq, 3, 'records with those of the guardian')

      await appendAs(target, as('admin', account, 'staff'), [endOf(guardian)])
      await refuses(target, { by: as('guardian', account, guardian), guardian, code: 'foreign-subject' })
    },
  },
]

const as = (role: string, account: string, principal?: string) => ({
  account,
  role,
  headers: { [HEADERS.principal]: principal ?? null },
})

interface Attempt {
  by: ReturnType<typeof as>
  /** Whom the approval names. */
  guardian: string
  code: 'role-not-allowed' | 'foreign-subject'
}

async function refuses(target: Target, { by, guardian, code }: Attempt): Promise<void> {
  const body = { records: [approvalOf(guardian)], sentAt: new Date().toISOString() }
  await refused(target, 'appendRecords', { ...by, body, codes: [code] })
}

function linkOf(guardian: string): RecordOf<'guardian-linked'> {
  return { id: newId(), type: 'guardian-linked', guardian, method: 'signed-form', assurance: 'standard' }
}

function endOf(guardian: string): RecordOf<'guardian-ended'> {
  return { id: newId(), type: 'guardian-ended', guardian }
}

function approvalOf(guardian: string): RecordOf<'guardian-approval'> {
  return {
    ...{ id: newId(), type: 'guardian-approval', guardian, purpose: 'ads', approval: 'approved', replaces: [] },
    policyVersion: fixturePolicy.version,
    scopeDigest: scopeDigest(fixturePolicy, 'ads') ?? '',
    noticeId: 'notice-1',
    thirdParties: false,
  }
}
