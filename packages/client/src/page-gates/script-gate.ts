/** Starts gated scripts in the order of their tags: what comes after a script that is still loading waits for it, as in the parser. */
import { trustedScript, trustedScriptUrl } from '../integrations/trusted-types.ts'
import { type Gated, sourceOf, type Tell } from './gated.ts'

/** The scripts of one page. */
export interface ScriptGate {
  start(item: Gated): void
  /** Goes on; call it when the parser may have got further. */
  pump(): void
  /** Ends listening. */
  end(): void
}

/** Creates it; it listens for what the page's CSP refuses. `nonce` is for tags without one of their own. */
export function createScriptGate(tell: Tell, nonce: string): ScriptGate {
  const started: Gated[] = []
  const waiting: Gated[] = []
  let loading = 0

  const refused = (item: Gated) => {
    tell('refused-by-page', item)
    console.error('PrivacyKit: the page’s CSP refuses a script whose purpose is open:', item.element)
  }
  const hearViolation = ({ target, blockedURI, disposition }: SecurityPolicyViolationEvent) => {
    const item = started.find(({ script }) => script === target || script?.src === blockedURI)
    if (item && disposition === 'enforce') refused(item)
  }
  const run = (item: Gated, isOrdered: boolean) => {
    const tag = item.element as HTMLScriptElement // as: nothing else comes here
    if (!item.isOn || item.script || !tag.isConnected) return
    try {
      item.script = copyOf(tag, nonce)
    } catch {
      refused(item)
      return
    }
    const settled = ({ type }: Event) => {
      if (type === 'error') tell('failed', item)
      if (isOrdered) loading -= 1
      pump()
    }
    if (item.script.src) {
      if (isOrdered) loading += 1
      for (const type of ['load', 'error']) item.script.addEventListener(type, settled)
    }
    started.push(item)
    tell('started', item)
    tag.replaceWith(item.script)
  }
  const pump = () => {
    for (let [item] = waiting; item; [item] = waiting) {
      const { element } = item
      // modules run after all others anyway, and an inline one never says when it has
      const isOrdered = element.dataset.type !== 'module'
      // the parser may not have read all of the text of the last tag
      const isPartial = document.readyState === 'loading' && !element.nextSibling
      if (sourceOf(element) === null && (isPartial || (isOrdered && loading))) return
      waiting.shift()
      run(item, isOrdered)
    }
  }
  document.addEventListener('securitypolicyviolation', hearViolation)
  return {
    start(item) {
      if (item.element.hasAttribute('async') && sourceOf(item.element) !== null) run(item, false)
      else waiting.push(item)
    },
    pump,
    end: () => document.removeEventListener('securitypolicyviolation', hearViolation),
  }
}

/** Copies all but what made the tag wait. Throws where Trusted Types are enforced and the page does not allow our policy. */
function copyOf(tag: HTMLScriptElement, nonce: string): HTMLScriptElement {
  const script = document.createElement('script')
  for (const { name, value } of tag.attributes)
    if (!/^(type|nonce|src|data-(src|type))$/.test(name)) script.setAttribute(name, value)
  script.type = tag.dataset.type ?? ''
  script.async = tag.hasAttribute('async')
  script.nonce = tag.nonce || nonce
  const source = sourceOf(tag)
  if (source === null) script.text = trustedScript(tag.text)
  else script.src = trustedScriptUrl(source)
  return script
}
