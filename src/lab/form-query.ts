/** The text fields of a form; files are read elsewhere. */
export function formQuery(body: Record<string, unknown>): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(body))
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value])
      if (typeof one === 'string') query.append(name, one);
  return query;
}

/** Where a form leads back to: a path of this server and nothing else. */
export const wayBack = (path: string | null): string =>
  path !== null && /^\/(?![/\\])[^\u0000-\u001f]*$/.test(path) ? path : '/';
