/**
 * The page's policy accepts style elements only with its nonce. Ant Design sets it on its own, but not on the few style elements of
 * its scroll lock and scroll-bar measuring; so every style element that a script makes gets it here. Markup that somebody smuggled
 * in is not made by a script and still has none.
 */
export const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

const create = document.createElement.bind(document);
document.createElement = ((name: string, options?: ElementCreationOptions) => {
  const element = create(name, options);
  if (element instanceof HTMLStyleElement) element.nonce = nonce;
  return element;
}) as typeof document.createElement;
