/** Form parts that every page shares. */
import { type FormEvent, type InputHTMLAttributes, type ReactNode, useState } from 'react'

export function Field({
  label,
  hint,
  ...input
}: { label: string; hint?: string } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className="field">
      <span>{label}</span>
      {hint !== undefined && <small>{hint}</small>}
      <input {...input} />
    </label>
  )
}

/** Sends the fields as strings; shows the message of a refusal and keeps what was typed. */
export function Form({
  action,
  send,
  children,
}: {
  action: string
  send: (fields: Record<string, string>) => Promise<void>
  children: ReactNode
}) {
  const [problem, setProblem] = useState<string | null>(null)
  const [sending, setSending] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setSending(true)
    setProblem(null)
    const fields = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string> // as: the forms have no files
    await send(fields).catch((error: Error) => setProblem(error.message))
    setSending(false)
  }

  return (
    <form onSubmit={submit}>
      {children}
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <button type="submit" className="button" disabled={sending}>
        {action}
      </button>
    </form>
  )
}
