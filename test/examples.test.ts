/** An example's policy is what a reader copies first: nothing in it is wrong, and nothing is left open. */
import { checkPolicy, validatePolicy } from '@privacykit/policy/validate'
import { expect, it } from 'vitest'

it.each(['html/public/privacy.policy.js', 'react-vite/privacy.policy.ts', 'next/privacy.policy.ts'])(
  'examples/%s is a policy about which there is nothing to say',
  async (path) => {
    const { policy } = (await import(new URL(`../examples/${path}`, import.meta.url).href)) as { policy: unknown } // as: that is what policies export

    expect(checkPolicy(validatePolicy(policy)).filter(({ level }) => level !== 'note')).toEqual([])
  },
)
