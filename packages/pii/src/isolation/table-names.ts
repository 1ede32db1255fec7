/** What the two tables, their keys and the trail of joins are called. */
import { PrivacyError } from '@privacykit/contract'
import { literal, quoted } from './sql-name.ts'

/** The random key beside both parts; also reserved as a field's name. */
export const KEY = 'privacykit_key'
/** Whose record it is; in the personal table only. */
export const SUBJECT = 'privacykit_subject'

/** Where the tables are. */
export interface TableNames {
  /** Schema of the personal part and of the trail, quoted. */
  personalSchema: string
  /** Schema of the other part, quoted. */
  otherSchema: string
  /** Tables, with their schemas, quoted. */
  personal: string
  other: string
  access: string
  /** Indexes, without their schemas, quoted. */
  keyIndex: string
  subjectIndex: string
  accessIndex: string
  /** The role that reads the non-personal part, quoted, and as a text. */
  reader: string
  readerText: string
}

/** @throws PrivacyError `invalid-option` for names that are too long, and for one schema under two names */
export function tableNames(options: {
  name: string
  reader: string
  schemas: { personal: string; nonPersonal: string }
}): TableNames {
  const { name, reader, schemas } = options
  if (schemas.personal === schemas.nonPersonal)
    throw new PrivacyError('invalid-option', 'Keep the two parts in two schemas: the reader may use only one of them.')
  const personalSchema = quoted(schemas.personal)
  const otherSchema = quoted(schemas.nonPersonal)
  const access = quoted(`${name}_access`)
  return {
    personalSchema,
    otherSchema,
    personal: `${personalSchema}.${quoted(name)}`,
    other: `${otherSchema}.${quoted(name)}`,
    access: `${personalSchema}.${access}`,
    keyIndex: quoted(`${name}_key`),
    subjectIndex: quoted(`${name}_subject`),
    accessIndex: quoted(`${name}_access_subject`),
    reader: quoted(reader),
    readerText: literal(reader),
  }
}
