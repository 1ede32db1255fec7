/** `npm run demo`: starts the shop and says where to look. */
import { resolve } from 'node:path'
import { startShop } from './shop.ts'

const dataDir = resolve(import.meta.dirname, '../.data')
const shop = await startShop({
  dataDir,
  port: Number(process.env.PORT ?? 4321),
  out: (line) => console.log(`log  ${line}`),
})

console.log(`
  Teras, tea and clay     ${shop.url}
  What PrivacyKit does    ${shop.url}/#behind
  Its policy              examples/shop/privacy.policy.ts
  Data, keys              examples/shop/.data  (delete it to start anew)

  Stop with Ctrl-C.
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    shop.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  })
}
