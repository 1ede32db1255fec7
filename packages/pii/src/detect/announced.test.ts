/** User names, dates of birth, and numbers without a check: found only after a word that names them. */
import { describe, expect, it } from 'vitest'
import { detect } from './index.ts'

const found = (text: string) => detect(text).map(({ start, end, type }) => `${type} ${text.slice(start, end)}`)

describe('user names', () => {
  it.each([
    ['username: janedoe', 'janedoe'],
    ["UserID 'secure_credentials' was locked", 'secure_credentials'],
    ['the username jane_84 is taken', 'jane_84'],
    ['user_name=jane.doe&x=1', 'jane.doe'],
  ])('finds the one in %j', (text, value) => {
    expect(found(text)).toEqual([`USERNAME ${value}`])
  })

  it.each(['username is required', 'the username field', 'login failed twice', 'Login: Jane came'])(
    'leaves %j alone',
    (text) => {
      expect(found(text)).toEqual([])
    },
  )
})

describe('dates of birth', () => {
  it.each([
    ['born on 12 May 1980 in Bern', '12 May 1980'],
    ['DOB: 1980-05-12', '1980-05-12'],
    ['date_of_birth=12/05/1980', '12/05/1980'],
    ['Tempat, tgl lahir: Surabaya, 17-08-1990', '17-08-1990'],
    ['née le 3.4.1975', '3.4.1975'],
    ['Her birthday is March 3rd, 1999.', 'March 3rd, 1999'],
    ['生年月日1980/05/12', '1980/05/12'],
  ])('finds the one in %j', (text, value) => {
    expect(found(text)).toEqual([`DATE ${value}`])
  })

  it.each([
    'today is 2021-05-21',
    'born to run since 12 songs',
    'birthday party on Friday',
    'born in 1980',
    'reborn on 12 May 1980',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([])
  })
})

describe('numbers that only a word tells', () => {
  it.each([
    ['passport number XK4712345 was scanned', 'PASSPORT XK4712345'],
    ['nomor paspor: X1234567', 'PASSPORT X1234567'],
    ['driver license Y820-9283-4432 lapsed', 'DRIVER_LICENSE Y820-9283-4432'],
    ['bank account number 3847283911 belongs to', 'BANK_ACCOUNT 3847283911'],
    ['No. Rek 1234567890', 'BANK_ACCOUNT 1234567890'],
    ['the licence plate HH-XY-1234 was read', 'VEHICLE HH-XY-1234'],
    ['MRN ALPHA-442021 was updated', 'HEALTH_ID ALPHA-442021'],
    ['employee ID 127854 was listed', 'EMPLOYEE_ID 127854'],
  ])('finds the one in %j', (text, value) => {
    expect(found(text)).toEqual([value])
  })

  it.each([
    'the passport office is at 12 High Street',
    'my account was closed in 2019',
    'a licence for 25 seats',
    'article XK4712345 is out',
    'plate no longer needed',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([])
  })
})
