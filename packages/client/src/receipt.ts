/** What a receipt tells the list that is kept on the device. */
import type { Receipt, Stamp, Subject as WireSubject } from '@privacykit/contract'

/** The stamp that a receipt stands for. Its subject id is the device's own tag: a receipt names nobody. */
export function stampOf(receipt: Receipt, generation: number, subject: WireSubject): Stamp {
  const { seq, receivedAt, effectiveAt } = receipt
  const clock = effectiveAt === receivedAt ? 'received' : 'estimated'
  return { subject, generation, actor: { role: 'subject' }, seq, receivedAt, effectiveAt, clock }
}
