/** What the visit counter is sent. No account is in it, so closing one cannot find it; its time does (180 days). */
import { nonPersonal, personal } from '@privacykit/pii'
import * as z from 'zod'

/** A visit as the counter takes it: no account, no address. */
export const visitSchema = z.object({
  page: nonPersonal(z.string().max(60)),
  visitor: personal(z.string().max(40), 'user.device.cookie_id', { kind: 'pseudonym' }),
})
