/** Keys, signatures and sealed values. Everything is node:crypto and, but for the key port, synchronous. */
export { fileKeys } from './file-keys.ts'
export { deviceIdOf, newDeviceSecret, newId } from './id.ts'
export { type Signer, signJws, verifyJws } from './jws.ts'
export { createKeys, type KeyStorage, type Keys, memoryKeys } from './keys.ts'
export { blindIndex, commitmentOf } from './mac.ts'
export { openSealed, seal } from './seal.ts'
