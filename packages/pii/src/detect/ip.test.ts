/** IP addresses of hosts, and what is nobody's. */
import { describe, expect, it } from 'vitest'
import { detect } from './index.ts'

const found = (text: string) => detect(text).map(({ start, end, type }) => `${type} ${text.slice(start, end)}`)

describe('IP addresses', () => {
  it.each([
    ['login from 98.85.59.159:443', '98.85.59.159'],
    ['client 10.1.2.3 timed out', '10.1.2.3'],
    ['net 192.168.10.0/24 is full', '192.168.10.0/24'],
    ['ip=8.8.8.8', '8.8.8.8'],
    ['my ip is 2400:c401::5054:ff:fe1b:b031', '2400:c401::5054:ff:fe1b:b031'],
    ['[2606:4700:4700::1111]:443', '2606:4700:4700::1111'],
    ['at fe80::5054:ff:fe1b:b031%eth0 again', 'fe80::5054:ff:fe1b:b031%eth0'],
    ['Connect to ::ffff:10.0.0.1 now', '::ffff:10.0.0.1'],
    ['684D:1111:222:3333:4444:5555:6:77', '684D:1111:222:3333:4444:5555:6:77'],
  ])('finds the one in %j', (text, value) => {
    expect(found(text)).toEqual([`IP ${value}`])
  })

  it.each([
    'listen on 127.0.0.1 or ::1 or 0.0.0.0 or ::',
    'documented as 192.0.2.1, 198.51.100.7, 203.0.113.9 and 2001:db8::1',
    'mask 255.255.255.0, broadcast 255.255.255.255, group 239.1.2.3, ff02::1:2',
    'version 10.20.30.40 and release 12.14.16.18',
    'Chrome/120.0.0.0 Safari/537.36',
    'see section 1.2.3.4',
    '256.1.1.1 and 98.85.59.1590 and 98.85.59.159.7 and 098.85.59.159',
    'x[1::2] and std::cout and add::face',
    'at 12:34:56 or 1:2:3',
    'text98.85.59.159 and 98.85.59.159text',
    'mapped ::ffff:127.0.0.1 and 64:ff9b::192.0.2.1',
  ])('leaves %j alone', (text) => {
    expect(found(text)).toEqual([])
  })
})
