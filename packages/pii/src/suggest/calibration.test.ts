/**
 * Precision and recall on schemas that others have made and annotated. The lists are column names of Chinook (a sample
 * database, annotated here) and of the example dataset of Fides (annotated by its makers): `personal | the rest`.
 */
import { expect, test } from 'vitest'
import { suggestTag } from './suggest-tag.ts'

interface Sample {
  /** By table: names that are annotated as personal, and those that are not. */
  tables: Record<string, string>
  /** Foreign keys, `table.column` to the table. */
  references?: Record<string, string>
}

const CHINOOK: Sample = {
  tables: {
    album: '| album_id title artist_id',
    artist: 'name | artist_id',
    customer:
      'customer_id first_name last_name company address city state country postal_code phone fax email support_rep_id |',
    employee:
      'employee_id last_name first_name title reports_to birth_date address city state country postal_code phone fax email | hire_date',
    genre: '| genre_id name',
    invoice:
      'customer_id billing_address billing_city billing_state billing_country billing_postal_code | invoice_id invoice_date total',
    invoice_line: '| invoice_line_id invoice_id track_id unit_price quantity',
    media_type: '| media_type_id name',
    playlist: '| playlist_id name',
    playlist_track: '| playlist_id track_id',
    track: 'composer | track_id name album_id media_type_id genre_id milliseconds bytes unit_price',
  },
  references: {
    'customer.support_rep_id': 'employee',
    'employee.reports_to': 'employee',
    'invoice.customer_id': 'customer',
  },
}

const FIDES: Sample = {
  tables: {
    address: 'city house state street zip | id',
    customer: 'email id name | address_id created',
    employee: 'email id name | address_id',
    login: 'customer_id time | id',
    orders: 'customer_id | id shipping_address_id',
    order_item: '| order_id product_id quantity',
    payment_card: 'ccn code customer_id name preferred | billing_address_id id',
    product: '| id name price',
    report: 'email | id month name total_visits year',
    service_request: 'alt_email employee_id | closed email id opened',
    visit: 'email | last_visit',
    loyalty: 'id name points tier |',
  },
}

/** A proposal counts from 0.6 on, as `privacykit tag --suggest` shows it. */
function measure({ tables, references = {} }: Sample) {
  const counts = { right: 0, wrong: 0, missed: 0, wronglyNonPersonal: 0 }
  for (const [table, list] of Object.entries(tables)) {
    const [personal = [], rest = []] = list.split('|').map((part) => part.trim().split(/\s+/).filter(Boolean))
    for (const name of [...personal, ...rest]) {
      const beside = [...personal, ...rest].filter((other) => other !== name)
      const suggestion = suggestTag({ name, table, beside, references: references[`${table}.${name}`] })
      const isSure = suggestion !== null && suggestion.confidence >= 0.6
      const isProposed = isSure && suggestion.nonPersonal !== true
      if (isProposed) counts[personal.includes(name) ? 'right' : 'wrong'] += 1
      else if (personal.includes(name)) counts.missed += 1
      if (isSure && suggestion.nonPersonal === true && personal.includes(name)) counts.wronglyNonPersonal += 1
    }
  }
  const { right, wrong, missed } = counts
  return { ...counts, precision: right / (right + wrong), recall: right / (right + missed) }
}

test('Chinook: every proposal is right, and all but names of artists are found', () => {
  const { precision, recall, wronglyNonPersonal } = measure(CHINOOK)

  expect(precision).toBe(1)
  expect(recall).toBeGreaterThanOrEqual(0.94)
  expect(wronglyNonPersonal).toBe(0)
})

test("Fides' example: one proposal differs from its makers, who call an e-mail address operational data once", () => {
  const { wrong, recall, wronglyNonPersonal } = measure(FIDES)

  expect(wrong).toBe(1)
  expect(recall).toBeGreaterThanOrEqual(0.77)
  expect(wronglyNonPersonal).toBe(0)
})
