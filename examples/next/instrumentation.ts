/** Next.js calls this once, when the server starts: the backend is then ready before the first visitor. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { startPrivacy } = await import('./app/privacy-server.ts')
  await startPrivacy()
}
