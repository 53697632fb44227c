// Numbers of pages as people write them.

/** Ascending numbers with runs of three or more joined: `3–5, 8, 9`. */
export function ranges(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  const parts: string[] = []
  for (let i = 0; i < sorted.length; ) {
    let j = i
    while (sorted[j + 1] === (sorted[j] ?? 0) + 1) j += 1
    if (j - i >= 2) parts.push(`${sorted[i]}–${sorted[j]}`)
    else for (let k = i; k <= j; k += 1) parts.push(String(sorted[k]))
    i = j + 1
  }
  return parts.join(', ')
}
