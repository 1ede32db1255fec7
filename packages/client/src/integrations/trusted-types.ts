/** One Trusted Types policy for all of the client, so that a page has a single name to allow: `trusted-types privacykit`. */

/** Name of the Trusted Types policy; a page that enforces Trusted Types lists it in `trusted-types` of its CSP. */
export const TRUSTED_TYPES_POLICY = 'privacykit'

interface ScriptPolicy {
  createScript(text: string): unknown
  createScriptURL(url: string): unknown
}

interface ScriptPolicyFactory {
  createPolicy(
    name: string,
    rules: { createScript(text: string): string; createScriptURL(url: string): string },
  ): ScriptPolicy
}

/** One policy a window: a name can be taken only once. Null: the page's CSP does not allow the name. */
const policies = new WeakMap<ScriptPolicyFactory, ScriptPolicy | null>()

function scriptPolicy(): ScriptPolicy | null {
  const { trustedTypes } = globalThis as { trustedTypes?: ScriptPolicyFactory } // as: TypeScript's DOM does not know Trusted Types
  if (trustedTypes === undefined) return null
  if (!policies.has(trustedTypes)) {
    const same = (value: string) => value
    let policy: ScriptPolicy | null = null
    try {
      policy = trustedTypes.createPolicy(TRUSTED_TYPES_POLICY, { createScript: same, createScriptURL: same })
    } catch {
      // not allowed by the CSP, or taken by another copy of this package: the sink itself then says no where types are enforced
    }
    policies.set(trustedTypes, policy)
  }
  return policies.get(trustedTypes) ?? null
}

/**
 * The address as `script.src` takes it where Trusted Types are enforced; the plain string where there are none. It vets nothing: give it
 * only what the app's own code named, never what came from the page or the person.
 */
export function trustedScriptUrl(url: string): string {
  return (scriptPolicy()?.createScriptURL(url) ?? url) as string // as: TrustedScriptURL, which the DOM types spell as string
}

/** The text as `script.text` takes it where Trusted Types are enforced. It vets nothing, as `trustedScriptUrl`. */
export function trustedScript(text: string): string {
  return (scriptPolicy()?.createScript(text) ?? text) as string // as: TrustedScript, which the DOM types spell as string
}
