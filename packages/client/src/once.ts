/** Loads a part of the client when it is first needed, so that a page pays only for what it uses. */

/** Runs `load` at the first call and keeps what came of it; a failure (a chunk that did not load offline) is tried again. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }
}
