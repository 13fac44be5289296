/** The address of a file the server sends, for links that download. */
export const fileHref = (path: string, params: Readonly<Record<string, string>>, query = ''): string =>
  `/api${path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))}${query}`;
