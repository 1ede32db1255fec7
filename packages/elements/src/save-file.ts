/** Gives the person a file that was made in the page. */

/** Offers `value` as JSON for download. Nothing leaves the page. */
export function saveFile(document: Document, file: { name: string; type: string; value: unknown }): void {
  const blob = new Blob([JSON.stringify(file.value, null, 2)], { type: file.type })
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  // the browser has taken the file by the next task, and would otherwise keep it as long as the page
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
