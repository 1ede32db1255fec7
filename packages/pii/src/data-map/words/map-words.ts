/** Which words the pages of a data map need around the policy's own texts. */
import type { Basis, Recipient } from '@privacykit/contract'
import type { DataMapRow } from '../map.ts'

export interface MapWords {
  /** Default `ltr`. */
  direction?: 'rtl'
  title: (app: string) => string
  lead: (version: string) => string
  /** For what neither policy nor app said. */
  notDeclared: string
  none: string
  headings: Readonly<Record<'picture' | 'record' | 'places' | 'gaps', string>>
  /** Above the columns of the picture. */
  flow: Readonly<Record<'places' | 'categories' | 'purposes' | 'recipients' | 'retention', string>>
  /** What the picture shows, for who cannot see it. */
  picture: (counts: { categories: number; purposes: number; recipients: number }) => string
  /** Under the picture: what a dashed box and a band's width mean. */
  legend: Readonly<Record<'width' | 'noField' | 'noPurpose', string>>
  facts: Readonly<Record<'controller' | 'contact' | 'dpo' | 'joint' | 'security', string>>
  record: Readonly<
    Record<'purpose' | 'basis' | 'subjects' | 'categories' | 'recipients' | 'transfers' | 'erasure' | 'systems', string>
  >
  places: Readonly<
    Record<'place' | 'field' | 'category' | 'kind' | 'purposes' | 'recipients' | 'erasure' | 'onDeletion', string>
  >
  gaps: Readonly<Record<'lead' | 'none' | 'why' | 'unclassified' | 'noPurpose' | 'noField', string>>
  /** A schema's part of a system. */
  takesIn: string
  noField: string
  bases: Readonly<Record<Basis, string>>
  roles: Readonly<Record<Recipient['role'], string>>
  kinds: Readonly<Record<DataMapRow['kind'], string>>
  erasures: Readonly<Record<NonNullable<DataMapRow['erasure']>, string>>
  /** When data goes. */
  accountEnd: (length: string) => string
  collected: (length: string) => string
  event: (length: string, event: string) => string
  accountLife: string
}
