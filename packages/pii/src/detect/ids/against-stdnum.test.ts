import fc from 'fast-check'
import { stdnum } from 'stdnum'
import { expect, test } from 'vitest'
import { ISSUED_NUMBERS } from './index.ts'

// an independent implementation of the same checks; its names differ from ours where a country's letters or the field's own name do
const THEIR_NAMES: Readonly<Record<string, string>> = {
  UK_UTR: 'GB.utr',
  SE_ORGANISATIONSNUMMER: 'SE.orgnr',
  IT_VAT_CODE: 'IT.iva',
  DE_VAT_ID: 'DE.vat',
  TR_NATIONAL_ID: 'TR.tckimlik',
  IN_VOTER: 'IN.epic',
  IL_IDNR: 'IL.idnr',
}

const COMPARED =
  `AT_UID AU_ABN AU_ACN BE_VAT BG_PNF BR_CNPJ BR_CPF BY_UNP CA_BC_BHN CA_BN CA_QST CA_SIN CH_SSN CH_UID CH_VAT CL_RUT CO_NIT CZ_ICO
  DE_VAT_ID DK_CVR DO_CEDULA DO_RNC EC_CI EC_RUC EE_KMKR EE_REGISTRIKOOD ES_NIE FI_ALV FI_YTUNNUS FR_NIF FR_SIREN FR_TVA GH_TIN GN_NIFP
  GR_AMKA GR_VAT GT_CUI GT_NIT HR_OIB IE_PPS IL_HP IL_IDNR IN_AADHAAR IN_VID IN_VOTER IS_KENNITALA IT_VAT_CODE JP_CN KR_BRN LT_PVM LU_TVA
  MA_ICE MD_IDNO ME_PIB MK_EDB MT_VAT MX_CURP MZ_NUIT NL_BSN NL_BTW NL_ONDERWIJSNUMMER NO_MVA NO_ORGNR PE_RUC PL_NIP PL_REGON PT_NIF
  RO_CIF RS_PIB RU_INN SE_ORGANISATIONSNUMMER TH_MOA TR_NATIONAL_ID TR_VKN TW_NATID TW_UI UA_EDRPOU UA_RNTRC UK_UTR UY_CEDULA UY_NIE VN_MST
  ZA_TIN`.split(/\s+/)

// hardly any text of chance has a day, a state and the digit, or a department and a municipality
const RARE = new Set(['MX_CURP', 'GT_CUI'])

type Validate = (input: string) => { isValid: boolean }

function theirs(type: string): Validate {
  const [country = '', name = ''] = (THEIR_NAMES[type] ?? type.replace('_', '.')).split('.')
  const validators = stdnum as unknown as Record<string, Record<string, { validate: Validate }>> // as: it is looked up by name
  const validator = validators[country]?.[name.toLowerCase()]
  if (validator === undefined) throw new Error(`stdnum has no ${type}`)
  return validator.validate
}

// the last digit goes through all ten, so that every form meets a check that holds
const withEachEnd = (text: string) => [...'0123456789'].map((digit) => text.replace(/\d(?=\D*$)/, digit))

test.each(COMPARED)('%s: the check agrees with the one of stdnum', (type) => {
  const validate = theirs(type)
  const different: string[] = []
  let held = 0
  for (const { pattern, valid } of ISSUED_NUMBERS.filter((rule) => rule.type === type && rule.valid !== undefined)) {
    const texts = fc.sample(fc.stringMatching(pattern), { numRuns: 150, seed: 6 }).flatMap(withEachEnd)
    for (const text of texts.filter((one) => pattern.test(one))) {
      const holds = valid?.(text) === true
      if (holds) held += 1
      if (holds !== validate(text).isValid) different.push(text)
    }
  }

  expect(different).toEqual([])
  if (!RARE.has(type)) expect(held).toBeGreaterThan(0)
})
