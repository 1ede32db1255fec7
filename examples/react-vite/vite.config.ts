import { startTables } from '@privacykit/policy/start-tables'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { policy } from './privacy.policy.ts'

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2023' },
  // what a first visit may be asked, worked out here, so that the page asks before the rest of PrivacyKit has loaded
  define: { PRIVACY_START: JSON.stringify(startTables([{ policy }])) },
})
