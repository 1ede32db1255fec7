import { findCategory } from '@privacykit/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ATTRIBUTES } from './attribute-concepts.ts'
import { IDENTITY } from './identity-concepts.ts'
import { SENSITIVE } from './sensitive-concepts.ts'
import { suggestTag } from './suggest-tag.ts'
import type { FieldName } from './suggestion.ts'

/** `personal` from 0.6 on, `non-personal` from 0.6 on, or nothing that is worth showing. */
function verdict(field: FieldName): string | null {
  const suggestion = suggestTag(field)
  if (suggestion === null || suggestion.confidence < 0.6) return null
  return suggestion.nonPersonal ? 'non-personal' : `${suggestion.category} ${suggestion.kind}`
}

const EMAIL = 'user.contact.email direct'
const PERSON = 'user.unique_id pseudonym'
const NAME = 'user.name direct'

describe('names', () => {
  test.each([
    ...[
      'email',
      'eMail',
      'E-Mail',
      'EMAIL_ADDRESS',
      'usr_email',
      'customerEmail',
      'email2',
      'emailadresse',
      'correo',
      'courriel',
    ].map((name) => [name, EMAIL]),
    ...[
      'firstName',
      'last_name',
      'surname',
      'nama_lengkap',
      'Vorname',
      'prénom',
      'apellidos',
      'sobrenome',
      'achternaam',
      'cognome',
    ].map((name) => [name, NAME]),
    ...[
      'phone',
      'phoneNumber',
      'no_hp',
      'nomor_telepon',
      'Telefonnummer',
      'téléphone',
      'teléfono',
      'telemóvel',
      'telefoonnummer',
      'cellulare',
    ].map((name) => [name, 'user.contact.phone_number direct']),
    ...[
      'dob',
      'birthDate',
      'date_of_birth',
      'tanggal_lahir',
      'Geburtsdatum',
      'date_naissance',
      'fecha_nacimiento',
      'data_nascimento',
      'geboortedatum',
      'dataDiNascita',
    ].map((name) => [name, 'user.demographic.date_of_birth quasi']),
    ...['zip', 'postalCode', 'kode_pos', 'PLZ', 'code_postal', 'codigo_postal', 'CEP', 'postcode'].map((name) => [
      name,
      'user.contact.address.postal_code quasi',
    ]),
    ...['gender', 'jenis_kelamin', 'Geschlecht', 'sexo', 'geslacht'].map((name) => [
      name,
      'user.demographic.gender quasi',
    ]),
    ...['ssn', 'nik', 'NPWP', 'cpf', 'codice_fiscale', 'bsn', 'steuer_id', 'passportNumber'].map((name) => [
      name,
      'user.government_id direct',
    ]),
    ...['religion', 'agama', 'religião'].map((name) => [name, 'user.demographic.religious_belief sensitive']),
    ['job_title', 'user.job_title quasi'],
    ['union_membership', 'user.demographic.union_membership sensitive'],
    ['gewerkschaftsmitglied', 'user.demographic.union_membership sensitive'],
    ['sexual_orientation', 'user.demographic.sexual_orientation sensitive'],
    ['golongan_darah', 'user.health_and_medical sensitive'],
    ['diagnosis', 'user.health_and_medical sensitive'],
    ['face_embedding', 'user.biometric sensitive'],
    ['ip_address', 'user.device.ip_address pseudonym'],
    ['password_hash', 'user.authorization.password sensitive'],
    ['iban', 'user.financial.bank_account direct'],
  ])('%s is %s', (name, expected) => {
    expect(verdict({ name: name ?? '' })).toBe(expected)
  })

  test.each(['value', 'data', 'payload', 'name', 'x', 'info', '日本', '', '__proto__', 'constructor', 'toString'])(
    'says nothing of %s',
    (name) => {
      expect(suggestTag({ name })).toBeNull()
    },
  )

  test('a hash or a sealed value stays personal, as a pseudonym', () => {
    expect(verdict({ name: 'email_hash' })).toBe('user.contact.email pseudonym')
    expect(verdict({ name: 'phone_enc' })).toBe('user.contact.phone_number pseudonym')
  })

  test.each([
    'email_verified',
    'email_verified_at',
    'email_template_id',
    'phone_type',
    'password_reset_at',
    'emailCount',
    'verify_email',
  ])('%s is about it, and is not one', (name) => {
    expect(suggestTag({ name }) ?? {}).not.toHaveProperty('category')
  })
})

describe('what is around a field', () => {
  test.each<[FieldName, string | null]>([
    [{ name: 'name', table: 'users' }, NAME],
    [{ name: 'name', table: 'products' }, 'non-personal'],
    [{ name: 'name', table: 'country' }, 'non-personal'],
    [{ name: 'name', table: 'user_roles' }, 'non-personal'],
    [{ name: 'name', path: 'order.author.name' }, NAME],
    [{ name: 'name', path: 'country.name', table: 'users' }, 'non-personal'],
    [{ name: 'first', path: 'name.first', table: 'users' }, NAME],
    [{ name: 'product_name', table: 'users' }, 'non-personal'],
    [{ name: 'nama', table: 'pelanggan' }, NAME],
    [{ name: 'nombre', table: 'clientes' }, NAME],
    [{ name: 'nombre', table: 'productos' }, 'non-personal'],
    [{ name: 'country', table: 'customers' }, 'user.contact.address.country quasi'],
    [{ name: 'country' }, null],
    [{ name: 'billing_country', table: 'invoice' }, 'user.contact.address.country quasi'],
    [{ name: 'title', table: 'employee' }, 'user.job_title quasi'],
    [{ name: 'title', table: 'album' }, 'non-personal'],
    [{ name: 'state', table: 'customer' }, 'user.contact.address.state quasi'],
    [{ name: 'order_state', table: 'customer' }, null],
    [{ name: 'name', table: 't1', beside: ['email', 'phone', 'birth_date'] }, NAME],
    [{ name: 'name', table: 't1', beside: ['email', 'size'] }, null],
    [{ name: 'name', table: 'audit_log', beside: ['email', 'type'] }, null],
    [{ name: 'name', table: 'payment_card' }, NAME],
    [{ name: 'name', table: 'subscription' }, null],
    [{ name: 'cli_nome', table: 'clientes' }, NAME],
    [{ name: 'city', table: 't1', beside: ['email', 'phone', 'birth_date'] }, 'user.contact.address.city quasi'],
  ])('%j: %s', (field, expected) => {
    expect(verdict(field)).toBe(expected)
  })
})

describe('types', () => {
  test('a boolean, a moment or a number holds no e-mail address', () => {
    expect(verdict({ name: 'email', type: 'boolean' })).toBe('non-personal')
    expect(verdict({ name: 'email', type: 'timestamp with time zone' })).toBe('non-personal')
    expect(verdict({ name: 'email', type: 'bigint' })).toBeNull()
    expect(verdict({ name: 'email', type: 'varchar(60)' })).toBe(EMAIL)
  })

  test('a boolean can be sensitive, or a choice', () => {
    expect(verdict({ name: 'is_union_member', type: 'boolean' })).toBe('user.demographic.union_membership sensitive')
    expect(verdict({ name: 'marketing_consent', type: 'boolean' })).toBe('user.privacy_preferences quasi')
  })

  test('a moment is about nobody by itself', () => {
    expect(verdict({ name: 'created_at', table: 'users' })).toBe('non-personal')
    expect(verdict({ name: 'hire_date', type: 'timestamp' })).toBe('non-personal')
  })
})

describe('pointers', () => {
  test.each<[FieldName, string | null]>([
    [{ name: 'user_id' }, PERSON],
    [{ name: 'customerId' }, PERSON],
    [{ name: 'id_usuario' }, PERSON],
    [{ name: 'Kundennummer' }, PERSON],
    [{ name: 'id', table: 'users' }, PERSON],
    [{ name: 'created_by', type: 'uuid' }, PERSON],
    [{ name: 'reports_to', references: 'employee' }, PERSON],
    [{ name: 'owner', references: 'users' }, PERSON],
    [{ name: 'product_id' }, 'non-personal'],
    [{ name: 'id', table: 'products' }, 'non-personal'],
    [{ name: 'address_id', table: 'customer' }, null],
    [{ name: 'order_id' }, null],
    [{ name: 'parent_id' }, null],
    [{ name: 'replaced_by' }, null],
    [{ name: 'country_id', table: 'customers' }, 'user.contact.address.country quasi'],
    [{ name: 'religion_id', references: 'religions' }, 'user.demographic.religious_belief sensitive'],
    [{ name: 'device_id' }, 'user.device.device_id pseudonym'],
    [{ name: 'device_id', references: 'devices' }, 'user.device.device_id pseudonym'],
    [{ name: 'email_id', references: 'email_template' }, 'non-personal'],
    [{ name: 'shipping', references: 'addresses' }, null],
    [{ name: 'client_id' }, PERSON],
    [{ name: 'cli_id', table: 'clientes' }, PERSON],
    [{ name: 'due_by' }, null],
  ])('%j: %s', (field, expected) => {
    expect(verdict(field)).toBe(expected)
  })
})

describe('every answer', () => {
  const word = fc.constantFrom(
    'email',
    'name',
    'user',
    'id',
    'hash',
    'country',
    'product',
    'verified',
    'at',
    'by',
    'nama',
    'health',
    'x',
    'created',
    'first',
    'parent',
  )
  const name = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 6 }).map((words) => words.join('_')),
  )

  test('stays between 0.2 and 0.95, gives its reason, and is the same in every way of writing', () => {
    fc.assert(
      fc.property(
        name,
        name,
        fc.constantFrom(undefined, 'text', 'int', 'boolean', 'timestamp', 'jsonb'),
        (field, table, type) => {
          const suggestion = suggestTag({ name: field, table, type })

          if (suggestion === null) return
          expect(suggestion.confidence).toBeGreaterThanOrEqual(0.2)
          expect(suggestion.confidence).toBeLessThanOrEqual(0.95)
          expect(suggestion.because).not.toBe('')
        },
      ),
    )
    fc.assert(
      fc.property(
        fc.array(
          word.filter((each) => each.length > 1),
          { minLength: 1, maxLength: 5 },
        ),
        (words) => {
          const camel = words
            .map((each, index) => (index === 0 ? each : each[0]?.toUpperCase() + each.slice(1)))
            .join('')
          const [snake, other] = [suggestTag({ name: words.join('_') }), suggestTag({ name: camel })]

          expect(other && { ...other, because: '' }).toEqual(snake && { ...snake, because: '' })
        },
      ),
    )
  })

  test('comes soon also for a hostile name', () => {
    const startedAt = performance.now()
    for (const hostile of ['a_'.repeat(100_000), 'A'.repeat(200_000), `${'email_'.repeat(5000)}x`, '_'.repeat(200_000)])
      suggestTag({ name: hostile, table: hostile, path: `${hostile}.x`, type: hostile })

    expect(performance.now() - startedAt).toBeLessThan(500)
  })

  test('names a category of the taxonomy', () => {
    for (const { category } of [...IDENTITY, ...ATTRIBUTES, ...SENSITIVE])
      expect(findCategory(category), category).not.toBeNull()
  })
})
