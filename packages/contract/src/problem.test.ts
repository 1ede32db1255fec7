import { describe, expect, it } from 'vitest'
import { ERRORS, errorCodeSchema, isPrivacyError, PrivacyError, problemSchema } from './index.ts'

describe('problemSchema', () => {
  it('takes every code of the closed list with its URN, title and status', () => {
    for (const [code, { status, title }] of Object.entries(ERRORS)) {
      const problem = { type: `urn:privacykit:error:${code}`, title, status, code }

      expect(problemSchema.parse(problem)).toEqual(problem)
    }
  })

  it('knows no other code', () => {
    expect(errorCodeSchema.safeParse('teapot').success).toBe(false)
  })
})

describe('PrivacyError', () => {
  it('is told by its mark, so that two copies of the package agree', () => {
    const error = new PrivacyError('not-found', 'Nothing is stored under that id.', { pointers: ['/a'] })
    const foreign = { [Symbol.for('privacykit.error')]: true, code: 'not-found' }

    expect([error, foreign, new Error('x'), null, 'x'].map(isPrivacyError)).toEqual([true, true, false, false, false])
  })

  it('carries code, pointers and cause', () => {
    const cause = new Error('below')

    const error = new PrivacyError('invalid-body', 'Mend the fields named in pointers.', { pointers: ['/a'], cause })

    expect(error).toMatchObject({ name: 'PrivacyError', code: 'invalid-body', pointers: ['/a'], cause })
  })
})
