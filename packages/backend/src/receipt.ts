/** Receipts are made from what is stored: Ed25519 signs the same bytes the same way, so a repeated request gets the same receipt. */
import type { Receipt, ReceiptPayload } from '@privacykit/contract'
import { signJws } from '@privacykit/vault'
import type { Stored } from './append.ts'
import type { Context } from './context.ts'

/** In the order given. After a change of the signing key a repeated receipt has the same payload under the new key. */
export async function signReceipts(
  records: readonly Stored[],
  context: Pick<Context, 'app' | 'keys' | 'database'>,
): Promise<Receipt[]> {
  const signer = await context.keys.signer()
  return records.map((record) => {
    const payload: ReceiptPayload = {
      v: 1,
      recordId: record.id,
      app: context.app,
      seq: record.seq,
      receivedAt: record.receivedAt.toISOString(),
      effectiveAt: record.effectiveAt.toISOString(),
      commitment: record.commitment,
      durability: context.database.durability,
    }
    return { ...payload, jws: signJws(signer, 'privacy-receipt+jws', payload) }
  })
}
